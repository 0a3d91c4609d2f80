package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.Names.ENTITY;
import static io.cartostream.connect.neo4j.change.Names.FENCE;
import static io.cartostream.connect.neo4j.change.Names.KEY;
import static io.cartostream.connect.neo4j.change.Names.quote;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the database fit before the first write: somebody else's Cartography graph refused, constraints and indexes online. */
public final class SchemaKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaKeeper.class);
    /** Labels that a graph written by Cartography has, whatever it covers. */
    private static final List<String> CARTOGRAPHY = List.of(
            "SyncMetadata",
            "ModuleSyncMetadata",
            "AWSAccount",
            "AWSPrincipal",
            "EC2Instance",
            "S3Bucket",
            "GCPProject",
            "GCPOrganization",
            "AzureSubscription",
            "AzureTenant",
            "GitHubOrganization",
            "OktaOrganization",
            "KubernetesCluster");

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");
    private static final int LEAST_MAJOR = 5;
    private static final int LEAST_MINOR = 26;

    private final Graph graph;

    /**
     * An index to create.
     *
     * @param label the label
     * @param property the property
     */
    public record Index(String label, String property) {
        /**
         * Reads {@code Label.property}.
         *
         * @throws IllegalArgumentException if the text is not of that form
         */
        public static Index parse(String text) {
            int dot = text.indexOf('.');
            if (dot <= 0 || dot == text.length() - 1) {
                throw new IllegalArgumentException("'" + text + "' is not of the form Label.property");
            }
            return new Index(text.substring(0, dot), text.substring(dot + 1));
        }

        String command() {
            return "CREATE INDEX IF NOT EXISTS FOR (n:" + quote(label) + ") ON (n." + quote(property) + ")";
        }
    }

    /** Works on the given database. */
    public SchemaKeeper(Graph graph) {
        this.graph = graph;
    }

    /**
     * Checks and prepares the database.
     *
     * @throws UnusableException with advice if it must not be written
     */
    public void prepare(List<Index> indexes) {
        requireVersion();
        refuseForeignGraph(indexes);
        requireKey(ENTITY, "cartostream_entity_key");
        requireKey(FENCE, "cartostream_fence_key");
        int created = createMissing(indexes);
        graph.run("CALL db.awaitIndexes(600)", Map.of());
        LOG.info("constraints on :{} and :{} hold; {} indexes, {} of them new", ENTITY, FENCE, indexes.size(), created);
    }

    /** Removing labels that a parameter names came with 5.26; calendar versions follow it. */
    private void requireVersion() {
        String version = graph
                .run(
                        "CALL dbms.components() YIELD name, versions WITH * WHERE name = 'Neo4j Kernel' RETURN versions",
                        Map.of())
                .stream()
                .map(row -> row.get("versions").get(0).asString())
                .findFirst()
                .orElse("");
        Matcher parts = VERSION.matcher(version);
        if (parts.find()) {
            int major = Integer.parseInt(parts.group(1));
            int minor = Integer.parseInt(parts.group(2));
            if (major < LEAST_MAJOR || major == LEAST_MAJOR && minor < LEAST_MINOR) {
                throw new UnusableException(
                        "the sink needs Neo4j " + LEAST_MAJOR + "." + LEAST_MINOR + " or later; this is " + version,
                        null);
            }
        }
    }

    /** Counts come from the count store, so a graph that is ours alone costs nothing to check, however large. */
    private void refuseForeignGraph(List<Index> indexes) {
        long all = count("MATCH (n) RETURN count(n) AS c");
        long ours = count("MATCH (n:" + ENTITY + ") RETURN count(n) AS c")
                + count("MATCH (n:" + FENCE + ") RETURN count(n) AS c");
        if (all == ours) {
            return;
        }
        Set<String> suspects = new LinkedHashSet<>(CARTOGRAPHY);
        indexes.forEach(index -> suspects.add(index.label()));
        Set<String> present = new HashSet<>();
        graph.run("CALL db.labels() YIELD label RETURN label", Map.of())
                .forEach(row -> present.add(row.get("label").asString()));
        suspects.retainAll(present);
        for (String label : suspects) {
            long foreign = count(
                    "MATCH (n:" + quote(label) + ") WHERE NOT n:" + ENTITY + " WITH n LIMIT 1 RETURN count(n) AS c");
            if (foreign > 0) {
                throw new UnusableException(
                        "the database holds a graph that Cartostream did not write: nodes labelled " + label
                                + " without :"
                                + ENTITY
                                + ". Two writers would spoil each other's graph. Point neo4j.uri or neo4j.database "
                                + "to an empty database (migration page: load beside the old graph, compare, then switch "
                                + "readers), or empty this one",
                        null);
            }
        }
    }

    private void requireKey(String label, String name) {
        graph.run(
                "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + KEY + " IS UNIQUE",
                Map.of());
        boolean holds = graph
                .run(
                        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE properties = [$key] AND labelsOrTypes = "
                                + "[$label] RETURN type",
                        Map.of("key", KEY, "label", label))
                .stream()
                .map(row -> row.get("type").asString())
                .anyMatch(type -> type.equals("UNIQUENESS")
                        || type.contains("NODE") && type.endsWith("KEY")
                        || type.contains("UNIQUENESS"));
        if (!holds) {
            throw new UnusableException(
                    "the database has no unique constraint on :" + label + "(" + KEY + "), and a constraint named "
                            + name + " is something else: drop it",
                    null);
        }
    }

    private int createMissing(List<Index> wanted) {
        Set<Index> present = new HashSet<>();
        for (Record row : graph.run(
                "SHOW INDEXES YIELD type, entityType, labelsOrTypes, properties WHERE type = 'RANGE' AND entityType = 'NODE' "
                        + "AND size(properties) = 1 AND size(labelsOrTypes) = 1 RETURN labelsOrTypes[0] AS label, properties[0] AS property",
                Map.of())) {
            present.add(
                    new Index(row.get("label").asString(), row.get("property").asString()));
        }
        int created = 0;
        for (Index index : new LinkedHashSet<>(wanted)) {
            if (!present.contains(index)) {
                graph.run(index.command(), Map.of());
                created++;
            }
        }
        return created;
    }

    private long count(String text) {
        return graph.run(text, Map.of()).get(0).get("c").asLong();
    }
}
