package io.cartostream.connect.neo4j.write;

/** Takes the rows that cannot be written; returns once they are safe, or throws to stop. */
@FunctionalInterface
public interface BadRows {

    /** The row failed alone, several times, while others of its shape succeed. */
    void report(ChangeRow row, RuntimeException reason);
}
