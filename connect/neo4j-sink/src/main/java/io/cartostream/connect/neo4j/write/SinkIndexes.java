package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.FENCE;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;
import static io.cartostream.connect.neo4j.change.CypherNames.quote;

import io.cartostream.connect.neo4j.config.ConfiguredIndex;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the sink's own indexes and waits until they are online. Ignores all other indexes of the database. */
final class SinkIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(SinkIndexes.class);
    /** How long to wait before asking Connect to deliver again: it considers a task dead that is silent for too long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<ConfiguredIndex> KEYS =
            Set.of(new ConfiguredIndex(ENTITY, KEY), new ConfiguredIndex(FENCE, KEY));
    private static final String SHOW = """
        SHOW INDEXES YIELD name, state, populationPercent, failureMessage, type, entityType, labelsOrTypes, properties
        WHERE type = 'RANGE' AND entityType = 'NODE' AND size(properties) = 1 AND size(labelsOrTypes) = 1
        RETURN name, state, populationPercent AS percent, failureMessage AS failure,
            labelsOrTypes[0] AS label, properties[0] AS property\
        """;

    private final Neo4jDatabase graph;
    private final Set<ConfiguredIndex> wanted;

    SinkIndexes(Neo4jDatabase graph, Collection<ConfiguredIndex> wanted) {
        this.graph = graph;
        this.wanted = new LinkedHashSet<>(wanted);
    }

    /**
     * Creates the missing indexes and waits for those that are being built.
     *
     * @return the number of created indexes
     * @throws UnreachableException if some are still being built after a few seconds
     * @throws UnusableException if the index of the sink's key has failed
     */
    int prepare() {
        Map<ConfiguredIndex, Record> present = present();
        int created = 0;
        for (ConfiguredIndex index : wanted) {
            if (!present.containsKey(index)) {
                RuntimeException refusal = SchemaKeeper.create(graph, creationOf(index));
                if (refusal != null && !SchemaKeeper.alreadyExists(refusal)) {
                    throw refusal;
                }
                created += refusal == null ? 1 : 0;
            }
        }
        awaitOnline();
        present().forEach(this::judge);
        return created;
    }

    private Map<ConfiguredIndex, Record> present() {
        Map<ConfiguredIndex, Record> present = new HashMap<>();
        for (Record row : graph.run(SHOW, Map.of())) {
            ConfiguredIndex index = new ConfiguredIndex(
                    row.get("label").asString(), row.get("property").asString());
            if (wanted.contains(index) || KEYS.contains(index)) {
                present.put(index, row);
            }
        }
        return present;
    }

    private void awaitOnline() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (List<Record> building = building(); !building.isEmpty(); building = building()) {
            Record first = building.get(0);
            String name = first.get("name").asString();
            if (System.nanoTime() - end > 0) {
                throw new UnreachableException(
                        "Neo4j is building " + building.size() + " indexes, first " + name + " ("
                                + Math.round(first.get("percent").asDouble(0))
                                + " %); the sink begins when they are online",
                        null);
            }
            try {
                graph.run("CALL db.awaitIndex($name, 1)", Map.of("name", name));
            } catch (UnreachableException | UnusableException e) { // not yet, or failed: the next look shows which
                LOG.debug("waited for {}", name, e);
            }
        }
    }

    private List<Record> building() {
        return present().values().stream()
                .filter(row -> row.get("state").asString().equals("POPULATING"))
                .toList();
    }

    /** Without the index of the key, every write would scan all nodes; without another index, some queries are slow. */
    private void judge(ConfiguredIndex index, Record row) {
        if (!row.get("state").asString().equals("FAILED")) {
            return;
        }
        String name = row.get("name").asString();
        String reason = row.get("failure")
                .asString("no reason given")
                .lines()
                .findFirst()
                .orElse("no reason given");
        if (KEYS.contains(index)) {
            throw new UnusableException(
                    "the index " + name + " on the sink's key, :" + index.label() + "(" + index.property()
                            + "), has failed: " + reason
                            + ". Drop its constraint (SHOW CONSTRAINTS; DROP CONSTRAINT " + name
                            + ") and restart the task, which creates it again",
                    null);
        }
        LOG.warn(
                "the index {} on :{}({}) has failed and is not used: {}. Shorten or remove that value, or remove the"
                        + " index from neo4j.indexes, then DROP INDEX {} and restart the connector",
                name,
                index.label(),
                index.property(),
                reason,
                name);
    }

    private static String creationOf(ConfiguredIndex index) {
        return "CREATE INDEX IF NOT EXISTS FOR (n:" + quote(index.label()) + ") ON (n." + quote(index.property()) + ")";
    }
}
