package io.cartostream.cli.session;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command, before or after its name. Missing ones come from the environment or a file. */
public final class GlobalOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = INHERIT,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--json", scope = INHERIT, description = "Print results as JSON.")
    boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = INHERIT,
            description = "Show stack traces and the clients' warnings.")
    boolean verbose;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = INHERIT,
            description = "Properties file with the settings below (keys as in _docs/reference/configuration.md). "
                    + "Default: $CARTOSTREAM_CONFIG, else ./cartostream.properties if it exists.")
    @Nullable
    Path config;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            scope = INHERIT,
            description = "Kafka. Default: $CARTOSTREAM_BOOTSTRAP_SERVERS, else localhost:9092.")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            scope = INHERIT,
            description = "Any property of Kafka's clients, e.g. security.protocol=SASL_SSL. Repeatable.")
    Map<String, String> kafka = new LinkedHashMap<>();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            scope = INHERIT,
            description = "Properties file of Kafka's clients (SASL, TLS …). Keep passwords there.")
    @Nullable
    Path kafkaConfig;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            scope = INHERIT,
            description =
                    "Schema registry. Default: $CARTOSTREAM_REGISTRY_URL, else http://localhost:8081/apis/ccompat/v7.")
    @Nullable
    String registryUrl;

    @Option(
            names = "--namespace",
            paramLabel = "PREFIX",
            scope = INHERIT,
            description = "Prefix of topics, subjects and groups. Default: $CARTOSTREAM_NAMESPACE, else cartostream.")
    @Nullable
    String namespace;

    @Option(
            names = "--connect-url",
            paramLabel = "URL",
            scope = INHERIT,
            description = "Kafka Connect REST. Default: $CARTOSTREAM_CONNECT_URL, else http://localhost:8083.")
    @Nullable
    String connectUrl;

    @Option(
            names = "--neo4j-uri",
            paramLabel = "URI",
            scope = INHERIT,
            description = "Neo4j. Default: $NEO4J_URI, else bolt://localhost:7687.")
    @Nullable
    String neo4jUri;

    @Option(
            names = "--neo4j-user",
            paramLabel = "USER",
            scope = INHERIT,
            description =
                    "User of Neo4j; its password comes from $NEO4J_PASSWORD or the file. Default: $NEO4J_USER, else"
                            + " neo4j.")
    @Nullable
    String neo4jUser;

    @Option(
            names = "--neo4j-database",
            paramLabel = "NAME",
            scope = INHERIT,
            description = "Database. Default: $NEO4J_DATABASE, else the server's default.")
    @Nullable
    String neo4jDatabase;

    /** Whether results are to be JSON. */
    public boolean json() {
        return json;
    }

    /** Whether stack traces are wanted. */
    public boolean verbose() {
        return verbose;
    }
}
