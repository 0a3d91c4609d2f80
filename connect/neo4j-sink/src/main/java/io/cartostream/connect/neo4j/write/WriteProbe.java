package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.CypherNames;
import io.cartostream.connect.neo4j.change.CypherStatement;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnusableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.exceptions.DatabaseException;

/** Tells a bad row from a database that refuses every row: tries a harmless row with the same statement and labels. */
final class WriteProbe {
    /** A commit that reaches the disk: a full disk must not make rows bad. */
    private static final String COMMIT_PROBE =
            "MERGE (f:" + CypherNames.FENCE + " {" + CypherNames.KEY + ": 'probe'}) SET f.time = $now";

    private final Neo4jDatabase database;
    private final TransactionRetry retry;
    private final Clock clock;

    WriteProbe(Neo4jDatabase database, TransactionRetry retry, Clock clock) {
        this.database = database;
        this.retry = retry;
        this.clock = clock;
    }

    /** Returns if a harmless row can be written, so that this row is to blame for its failure; otherwise throws. */
    void requireWritable(ChangeRow row) {
        CypherStatement statement = row.change().statement();
        try {
            database.tryOut(tx -> RowTransactions.run(tx, statement, List.of(harmless(row))));
            database.write(
                    tx -> tx.run(COMMIT_PROBE, Map.of("now", clock.millis())).consume());
        } catch (RuntimeException e) {
            DatabaseFailureKind kind = DatabaseFailureKind.of(e);
            retry.requireRetriable(kind, e, 1, kind == DatabaseFailureKind.SUSPECT ? Integer.MAX_VALUE : 1);
            if (e instanceof DatabaseException) { // by its class the server's own fault
                throw DatabaseFailureKind.withoutRows(DatabaseFailureKind.UNREACHABLE, e);
            }
            throw new UnusableException(
                    "Neo4j refuses every " + statement.phase()
                            + " with these labels or this type, so no row is to blame: " + e.getMessage(),
                    e);
        }
    }

    /** A row for the same statement, with the labels of the given row and nothing else of it. */
    static Map<String, Object> harmless(ChangeRow row) {
        return switch (row.change().statement().phase()) {
            case NODE_UPSERT ->
                Map.of(
                        "key",
                        "probe",
                        "properties",
                        Map.of(CypherNames.KEY, "probe"),
                        "labels",
                        row.change().row().get("labels"));
            case NODE_DELETE -> Map.of("key", "probe");
            case RELATIONSHIP_UPSERT -> Map.of("from", "probe", "to", "probe", "properties", Map.of());
            case RELATIONSHIP_DELETE -> Map.of("from", "probe", "to", "probe");
        };
    }
}
