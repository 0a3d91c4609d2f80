package io.cartostream.cli.doctor;

import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.ConnectRest;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.pipeline.SinkProgress;
import io.cartostream.cli.scopes.ScopeStatuses;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Examines the parts of one pipeline. A check whose part does not answer fails; checks that need this part are skipped. Close it. */
final class PipelineExamination implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Duration PROBATION = Duration.ofSeconds(3);

    private final CommandSession session;
    private final CliSettings settings;
    private final String connector;
    private final Duration oldestScope;
    private @Nullable KafkaClient kafka;
    private @Nullable RegistryClient registry;
    private @Nullable Neo4jClient graph;
    private boolean connectAnswers;
    private boolean topicsExist;

    PipelineExamination(CommandSession session, String connector, Duration oldestScope) {
        this.session = session;
        this.settings = session.settings();
        this.connector = connector;
        this.oldestScope = oldestScope;
    }

    void run(HealthReport report) {
        report.add("kafka", this::connectKafka);
        report.add("topics", withKafka(this::topics));
        report.add("disk", withKafka(KafkaExamination::disks));
        report.add("registry", this::connectRegistry);
        report.add("connect", this::connect);
        report.add("sink", () -> connectAnswers ? sink() : HealthFinding.skipped("needs Kafka Connect"));
        report.add("neo4j", this::connectNeo4j);
        report.add("topology", withKafka(KafkaExamination::topology));
        report.add("topology lag", withTopics(KafkaExamination::topologyBacklog));
        report.add("sink lag", withTopics(ignored -> sinkBacklog()));
        scopes(report);
        report.add("dead letters", withTopics(checks -> checks.deadLetters(session.now())));
    }

    private HealthFinding connectKafka() {
        kafka = KafkaClient.connect(settings);
        return checks().brokers();
    }

    private KafkaExamination checks() {
        return new KafkaExamination(
                Objects.requireNonNull(kafka), session.surroundings().pause());
    }

    private HealthFinding topics(KafkaExamination checks) {
        HealthFinding finding = checks.topics();
        topicsExist = finding.state() == HealthState.OK;
        return finding;
    }

    private Supplier<HealthFinding> withKafka(Function<KafkaExamination, HealthFinding> check) {
        return () -> kafka == null ? HealthFinding.skipped("needs Kafka") : check.apply(checks());
    }

    private Supplier<HealthFinding> withTopics(Function<KafkaExamination, HealthFinding> check) {
        return () -> topicsExist ? check.apply(checks()) : HealthFinding.skipped("needs the topics");
    }

    private HealthFinding connectRegistry() {
        RegistryClient open = RegistryClient.connect(settings);
        registry = open;
        Set<String> subjects = new HashSet<>(open.call("list the subjects", client -> client.getAllSubjects()));
        List<String> missing = Arrays.stream(TopicName.values())
                .filter(topic -> topic.valueSchema() != null)
                .map(topic -> settings.namespace().topic(topic) + "-value")
                .filter(subject -> !subjects.contains(subject))
                .toList();
        return missing.isEmpty()
                ? HealthFinding.ok("all subjects are registered at " + settings.registryUrl())
                : HealthFinding.failed("missing: " + String.join(", ", missing), "Run `cartostream deploy`.");
    }

    private HealthFinding connect() {
        ConnectRest.Answer answer = new ConnectRest(settings).worker();
        connectAnswers = answer.status() == OK;
        return connectAnswers
                ? HealthFinding.ok("version " + answer.body().path("version").asText("unknown"))
                : HealthFinding.failed(
                        "Kafka Connect answers: " + answer.message(), "Check connect.url and connect.user.info.");
    }

    private HealthFinding sink() {
        ConnectRest.Answer answer = new ConnectRest(settings).status(connector);
        if (answer.status() == NOT_FOUND) {
            return HealthFinding.failed(
                    "there is no connector '" + connector + "'",
                    "Name it with --connector, or deploy it: `cartostream deploy --connector FILE`.");
        }
        String state = answer.state();
        if (state.equals("RUNNING")) {
            return HealthFinding.ok(
                    HumanText.count(answer.body().path("tasks").size(), "task") + " of '" + connector + "': running");
        }
        String path = "/connectors/" + connector;
        return state.equals("PAUSED") || state.equals("STOPPED")
                ? HealthFinding.failed("'" + connector + "' is " + state, "PUT " + path + "/resume on Kafka Connect.")
                : HealthFinding.failed(
                        "'" + connector + "' is " + state,
                        "Fix the cause, then POST " + path + "/restart?includeTasks=true&onlyFailed=true.");
    }

    private HealthFinding connectNeo4j() {
        Neo4jClient open = Neo4jClient.connect(settings);
        graph = open;
        String version = open.read(
                "CALL dbms.components() YIELD name, versions, edition RETURN versions[0] + ' ' + edition AS version",
                Map.of(),
                result -> result.hasNext() ? result.next().get("version").asString() : "unknown version");
        return HealthFinding.ok(version + " at " + settings.neo4j().uri());
    }

    private HealthFinding sinkBacklog() {
        Neo4jClient database = graph;
        KafkaClient cluster = Objects.requireNonNull(kafka);
        if (database == null) {
            return HealthFinding.skipped("needs Neo4j");
        }
        String group = new ConnectRest(settings).group(connector);
        Map<Integer, Long> ends = cluster.endOffsets(settings.namespace().topic(TopicName.GRAPH_CHANGES));
        try (SinkProgress progress = new SinkProgress(cluster, database, group)) {
            if (progress.unread(ends) == 0) {
                return HealthFinding.ok("everything is written");
            }
            long before = progress.position();
            session.surroundings().pause().uninterrupted(PROBATION);
            long unread = progress.unread(ends);
            return unread == 0
                    ? HealthFinding.ok("it makes progress")
                    : KafkaExamination.backlog(
                            unread,
                            progress.position() != before,
                            "Look at the log of Kafka Connect: see _docs/guide/act-on-sink-messages.md.");
        }
    }

    private void scopes(HealthReport report) {
        KafkaClient cluster = kafka;
        RegistryClient schemas = registry;
        if (!topicsExist || cluster == null || schemas == null) {
            report.add("scopes", () -> HealthFinding.skipped("needs the topics and the registry"));
            report.add("held", () -> HealthFinding.skipped("needs the topics and the registry"));
            return;
        }
        report.add("scopes", () -> examination(cluster, schemas).freshness(oldestScope));
        report.add("held", () -> examination(cluster, schemas).heldRetractions());
    }

    private ScopeExamination examination(KafkaClient cluster, RegistryClient schemas) {
        Collection<ScopeStatus> statuses =
                ScopeStatuses.read(cluster, schemas, session.err()).values();
        return new ScopeExamination(statuses, session.now());
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }
}
