package io.cartostream.connect.neo4j.write;

import static io.cartostream.connect.neo4j.change.CypherNames.ENTITY;
import static io.cartostream.connect.neo4j.change.CypherNames.FENCE;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;
import static io.cartostream.connect.neo4j.change.CypherNames.quote;

import io.cartostream.connect.neo4j.config.ConfiguredIndex;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.Neo4jDatabase;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the database before the first write: refuses a graph that Cartography wrote, and brings constraints and indexes online. */
public final class SchemaKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaKeeper.class);
    /** Labels of which every graph written by Cartography has some, whatever it covers. */
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
    private static final int NODES_TO_CHECK = 10_000;

    private final Neo4jDatabase graph;

    public SchemaKeeper(Neo4jDatabase graph) {
        this.graph = graph;
    }

    /**
     * Checks and prepares the database. Tasks may do so at the same time: the later one uses the constraints and indexes of the
     * earlier one.
     *
     * @throws UnusableException with advice if it must not be written
     * @throws UnreachableException while an index is being built, or if two tasks lock each other out; try again later
     */
    public void prepare(List<ConfiguredIndex> indexes) {
        requireVersion();
        refuseForeignGraph(indexes);
        requireKey(ENTITY, "cartostream_entity_key");
        requireKey(FENCE, "cartostream_fence_key");
        int created = new SinkIndexes(graph, indexes).prepare();
        LOG.info(
                "constraints on :{} and :{} are in force; {} indexes, {} of them new",
                ENTITY,
                FENCE,
                indexes.size(),
                created);
    }

    /** Neo4j 5.26 introduced the removal of labels named by a parameter; calendar versions come after it. */
    private void requireVersion() {
        String version = graph
                .run(
                        "CALL dbms.components() YIELD name, versions WITH * WHERE name = 'Neo4j Kernel' RETURN"
                                + " versions",
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

    /**
     * A graph that only this sink wrote costs counts from the count store, whatever its size. If there are other nodes, this checks
     * the first {@link #NODES_TO_CHECK} of each label in question: older nodes have lower ids, and the labels of Cartography's own
     * metadata are on no node of this sink.
     */
    private void refuseForeignGraph(List<ConfiguredIndex> indexes) {
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
            long foreign = count("MATCH (n:" + quote(label) + ") WITH n LIMIT " + NODES_TO_CHECK + " WHERE NOT n:"
                    + ENTITY + " WITH n LIMIT 1 RETURN count(n) AS c");
            if (foreign > 0) {
                throw new UnusableException(
                        "the database holds a graph that Cartostream did not write: nodes labelled " + label
                                + " without :"
                                + ENTITY
                                + ". Two writers would damage each other's graph. Set neo4j.uri or neo4j.database to"
                                + " an empty database (the migration guide: load beside the old graph, compare, then"
                                + " switch readers), or empty this one",
                        null);
            }
        }
    }

    private void requireKey(String label, String name) {
        String command =
                "CREATE CONSTRAINT " + name + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + KEY + " IS UNIQUE";
        RuntimeException refusal = create(graph, command);
        if (isUnique(label)) {
            return;
        }
        if (refusal instanceof UnreachableException && !violated(refusal)) {
            throw refusal;
        }
        String missing = "the database has no unique constraint on :" + label + "(" + KEY + ")";
        if (refusal != null && alreadyExists(refusal) && beingMade(label, name)) {
            throw new UnreachableException(
                    missing + " yet: another task is creating it (if this lasts, DROP INDEX " + name + ")", refusal);
        }
        if (refusal == null || alreadyExists(refusal)) {
            throw new UnusableException(
                    missing + ": an index on it without a constraint, or something else named " + name
                            + ", is in the way: drop it (SHOW INDEXES, SHOW CONSTRAINTS)",
                    refusal);
        }
        if (violated(refusal)) {
            throw new UnusableException(
                    missing + " because two nodes have the same key: " + refusal.getMessage()
                            + ". To find all: MATCH (n:" + label + ") WITH n." + KEY
                            + " AS key, count(*) AS nodes WHERE nodes > 1 RETURN key, nodes. Another application, or a"
                            + " sink without the constraint, wrote here: empty the database and let the sink write"
                            + " everything again, or delete all nodes of such a key but one, restart the task and run"
                            + " cartostream graph repair",
                    refusal);
        }
        throw new UnusableException(missing + ", and refuses to create it: " + refusal.getMessage(), refusal);
    }

    /** The index of a constraint exists before the constraint does. */
    private boolean beingMade(String label, String name) {
        return !graph.run(
                        "SHOW INDEXES YIELD name, labelsOrTypes, properties WHERE name = $name AND properties = [$key] "
                                + "AND labelsOrTypes = [$label] RETURN name",
                        Map.of("key", KEY, "label", label, "name", name))
                .isEmpty();
    }

    private boolean isUnique(String label) {
        return graph
                .run(
                        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties WHERE properties = [$key] AND"
                                + " labelsOrTypes = [$label] RETURN type",
                        Map.of("key", KEY, "label", label))
                .stream()
                .map(row -> row.get("type").asString())
                .anyMatch(type -> type.contains("NODE") && type.endsWith("KEY") || type.contains("UNIQUENESS"));
    }

    /** Returns why the command was refused; null if it succeeded. After a refusal, the caller checks for the result itself. */
    static @Nullable RuntimeException create(Neo4jDatabase graph, String command) {
        try {
            graph.run(command, Map.of());
            return null;
        } catch (UnreachableException | UnusableException e) {
            LOG.debug("{} was refused", command, e);
            return e;
        }
    }

    /** Whether another task was faster, or something else has the name. */
    static boolean alreadyExists(RuntimeException refusal) {
        return refusal.getCause() != null
                && DatabaseFailureKind.cause(refusal.getCause()).endsWith("AlreadyExists");
    }

    private static boolean violated(RuntimeException refusal) {
        String cause = refusal.getCause() == null ? "" : DatabaseFailureKind.cause(refusal.getCause());
        return cause.equals("ConstraintValidationFailed")
                || cause.equals("ConstraintVerificationFailed")
                || cause.equals("ConstraintCreationFailed")
                        && String.valueOf(refusal.getMessage()).contains("Both ");
    }

    private long count(String text) {
        return graph.run(text, Map.of()).get(0).get("c").asLong();
    }
}
