package io.cartostream.connect.neo4j.write;

/** Receives the rows that cannot be written. */
@FunctionalInterface
public interface BadRows {

    /** Returns once the row is safe elsewhere, or throws to stop the writer. */
    void report(ChangeRow row, RuntimeException reason);
}
