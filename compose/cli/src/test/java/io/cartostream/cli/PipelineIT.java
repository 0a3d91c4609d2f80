package io.cartostream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.avro.GraphChange;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.Scope;
import io.cartostream.testkit.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real broker and a real registry, in the order in which an operator would use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineIT {

    private static final Scope SCOPE = new Scope("aws", "123456789012", "eu-west-1", "ec2.vpc");
    private static final Instant OBSERVED = Instant.parse("2026-03-01T10:00:00Z");

    private LocalCluster cluster;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        cluster = LocalCluster.start(folder);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void shouldCreateEverythingOnceWhenDeployedTwice() {
        CliRun first = cluster.run("deploy");
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("created    topic cartostream.inventory-raw: 4 partitions")
                .contains("registered subject cartostream.graph-changes-value: version 1")
                .contains("changed    compatibility (global): BACKWARD_TRANSITIVE");

        CliRun second = cluster.run("deploy");
        assertThat(second.exitCode()).isZero();
        assertThat(second.lines()).singleElement().asString().startsWith("all ");

        CliRun other = cluster.run("deploy", "--partitions", "8");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("differs    topic cartostream.sync-jobs: 4 partitions, not 8");
    }

    @Test
    @Order(2)
    void shouldSendOperatorsDecisionsWhenScopesAreConfirmedAndRetired() throws Exception {
        assertThat(cluster.run("scopes").out()).contains("no scopes");
        cluster.put("cartostream.scope-status", null, SCOPE.key(), held(), Map.of());

        CliRun list = cluster.run("scopes");
        assertThat(list.out()).contains(SCOPE.key() + "  HELD").contains("1 held");
        assertThat(list.out()).contains("would remove 40");
        assertThat(cluster.run("scopes", "--state", "fresh").out()).doesNotContain(SCOPE.key());

        CliRun typo = cluster.run("scopes", "confirm", "aws/123456789012/eu-west-1/ec2.vpd", "--yes");
        assertThat(typo.exitCode()).isEqualTo(1);
        assertThat(typo.err()).contains("did you mean '" + SCOPE.key() + "'?");

        assertThat(cluster.run("scopes", "confirm", SCOPE.key(), "--yes", "--operator", "ada")
                        .exitCode())
                .isZero();
        assertThat(cluster.run("scopes", "retire", SCOPE.key(), "--yes", "--reason", "gone")
                        .exitCode())
                .isZero();

        List<JsonNode> raw = shown("inventory-raw", "--scope", SCOPE.key());
        assertThat(raw).hasSize(2);
        JsonNode confirmed = raw.get(0).path("value");
        assertThat(confirmed.path("syncId").isNull()).isTrue();
        assertThat(confirmed.path("event").path("type").asText()).isEqualTo("RetractionConfirmed");
        assertThat(confirmed.path("event").path("heldSyncId").asText()).isEqualTo("sync-2");
        assertThat(confirmed.path("event").path("operator").asText()).isEqualTo("ada");
        JsonNode retired = raw.get(1).path("value").path("event");
        assertThat(retired.path("type").asText()).isEqualTo("ScopeRetired");
        assertThat(retired.path("confirmed").asBoolean()).isTrue();
    }

    @Test
    @Order(3)
    void shouldSendLoneObservationWhenRawDeadLetterIsRedriven() throws Exception {
        Scope scope = new Scope("aws", "123456789012", "eu-west-1", "ec2.volume");
        InventoryEvent event = new InventoryEvent(
                "aws",
                "123456789012",
                "eu-west-1",
                "ec2.volume",
                "sync-7",
                5L,
                OBSERVED,
                new ResourceObserved("vol-1", "{\"VolumeId\":\"vol-1\"}"));
        Map<String, String> why = Map.of(
                DeadLetterHeader.REASON,
                "NO_MODEL",
                DeadLetterHeader.MESSAGE,
                "no model for ec2.volume",
                DeadLetterHeader.TOPIC,
                "cartostream.inventory-raw");
        cluster.put("cartostream.inventory-raw-dlq", 2, scope.key(), event, why);
        byte[] garbage = "hello".getBytes(StandardCharsets.UTF_8);
        cluster.put(
                "cartostream.inventory-raw-dlq", 3, scope.key(), garbage, Map.of(DeadLetterHeader.REASON, "NOT_AVRO"));

        assertThat(cluster.run("dead-letters", "list").out())
                .contains("inventory-raw-dlq/2/0", "NO_MODEL", "no model for ec2.volume", "2 dead letters");
        assertThat(cluster.run("dead-letters", "show", "inventory-raw-dlq/2/0").out())
                .contains("\"VolumeId\" : \"vol-1\"");

        CliRun impossible = cluster.run("dead-letters", "redrive", "inventory-raw-dlq/3/0");
        assertThat(impossible.exitCode()).isEqualTo(1);
        assertThat(impossible.out()).contains("kept inventory-raw-dlq/3/0").contains("wire format");

        CliRun redriven = cluster.run("dead-letters", "redrive", "--all", "--reason", "NO_MODEL");
        assertThat(redriven.err()).isEmpty();
        assertThat(redriven.exitCode()).isZero();
        JsonNode sent = shown("inventory-raw", "--scope", scope.key()).get(0).path("value");
        assertThat(sent.path("syncId").isNull()).isTrue();
        assertThat(sent.path("sequence").asLong()).isZero();
        assertThat(sent.path("observedAt").asText()).isEqualTo(OBSERVED.toString());
        assertThat(sent.path("event").path("payload").path("VolumeId").asText()).isEqualTo("vol-1");
        assertThat(cluster.run("dead-letters", "list").out()).doesNotContain("NO_MODEL");
        assertThat(cluster.run("dead-letters", "list", "--redriven").out()).contains("NO_MODEL");
    }

    @Test
    @Order(4)
    void shouldKeepNewerStateWhenGraphChangeIsRedriven() throws Exception {
        RecordMetadata old = cluster.put("cartostream.graph-changes", null, "N|AWSVpc|vpc-1", vpc("old"), Map.of());
        RecordMetadata only = cluster.put("cartostream.graph-changes", null, "N|AWSVpc|vpc-2", vpc("only"), Map.of());
        cluster.put("cartostream.graph-changes", null, "N|AWSVpc|vpc-1", vpc("new"), Map.of());
        cluster.put("cartostream.graph-changes-dlq", 0, "N|AWSVpc|vpc-1", vpc("old"), connectHeaders(old));
        cluster.put("cartostream.graph-changes-dlq", 0, "N|AWSVpc|vpc-2", vpc("only"), connectHeaders(only));

        CliRun redriven = cluster.run("dead-letters", "redrive", "--all", "--topic", "graph-changes-dlq");

        assertThat(redriven.out())
                .contains("kept graph-changes-dlq/0/0: a newer state")
                .contains("sent graph-changes-dlq/0/1: state of N|AWSVpc|vpc-2");
        List<JsonNode> first = shown("graph-changes", "--key", "N|AWSVpc|vpc-1");
        assertThat(first.get(first.size() - 1)
                        .path("value")
                        .path("properties")
                        .path("name")
                        .asText())
                .isEqualTo("new");
        assertThat(shown("graph-changes", "--key", "N|AWSVpc|vpc-2")).hasSize(2);
    }

    @Test
    @Order(5)
    void shouldReplayObservationsOnlyWhenSomethingIsChosen() throws Exception {
        String scope = "aws/123456789012/eu-west-1/ec2.volume";
        assertThat(cluster.run("topics", "replay").exitCode()).isEqualTo(2);
        assertThat(cluster.run("topics", "replay", "--scope", scope, "--dry-run")
                        .out())
                .contains("would send 1 observation");
        assertThat(shown("inventory-raw", "--scope", scope)).hasSize(1);
        assertThat(cluster.run("topics", "replay", "--scope", scope).exitCode()).isZero();
        assertThat(shown("inventory-raw", "--scope", scope)).hasSize(2);
        assertThat(cluster.run("topics", "list").out()).contains("cartostream.graph-changes");
        assertThat(cluster.run("topics", "show", "graph-changes", "--key", "nothing")
                        .exitCode())
                .isEqualTo(1);
        assertThat(cluster.run("topics", "show", "graph-chages").err()).contains("did you mean 'graph-changes'?");
    }

    @Test
    @Order(6)
    void shouldPublishWholeSyncsWhenRecordedAnswersAreSynced(@TempDir Path recorded) throws Exception {
        write(recorded, "vpcs.json", "{\"Vpcs\":[{\"VpcId\":\"vpc-1\"},{\"VpcId\":\"vpc-2\"}]}");
        write(recorded, "broken.json", "{\"Subnets\":[{\"SubnetId\":\"subnet-1\"},{oops");
        write(
                recorded,
                "manifest.jsonl",
                answer("DescribeVpcs", "\"file\":\"vpcs.json\"")
                        + answer("DescribeSubnets", "\"file\":\"broken.json\"")
                        + answer(
                                "DescribeVolumes",
                                "\"error\":{\"code\":\"UnauthorizedOperation\",\"message\":\"no\"}"));

        CliRun run = cluster.run("sync", "--from-files", recorded.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("failed: aws/999999999999/eu-west-1/ec2.subnet: MALFORMED_ANSWER: broken.json:1")
                .contains("failed: aws/999999999999/eu-west-1/ec2.volume: ACCESS_DENIED")
                .contains("missing permission ec2:DescribeVolumes");
        List<String> events = shown("inventory-raw", "--scope", "aws/999999999999/eu-west-1/ec2.vpc").stream()
                .map(record -> record.path("value").path("event").path("type").asText())
                .toList();
        assertThat(events).containsExactly("SyncStarted", "ResourceObserved", "ResourceObserved", "SyncCompleted");
        JsonNode denied = shown("inventory-raw", "--scope", "aws/999999999999/eu-west-1/ec2.volume")
                .get(1);
        assertThat(denied.path("value").path("event").path("type").asText()).isEqualTo("SyncFailed");

        assertThat(cluster.run("sync", "--from-files", recorded.toString(), "--type", "ec2.vpc")
                        .exitCode())
                .isZero();
        CliRun nothing = cluster.run("sync", "--from-files", recorded.toString(), "--region", "eu-wset-1");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("nothing was read from " + recorded);
        CliRun check = cluster.run("sync", "--from-files", recorded.toString(), "--check");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("Grant ec2:DescribeVolumes");
    }

    @Test
    @Order(7)
    void shouldSetJobsAsideAndGoOnWhenAnAccountCannotBeRead() {
        assertThat(cluster.run("jobs", "submit", "--account", "123456789012,210987654321")
                        .exitCode())
                .isZero();
        assertThat(cluster.run("jobs", "list", "--waiting").lines()).hasSize(3);

        CliRun worker = cluster.run(
                "worker", "--once", "--attempts", "1", "--profile", "absent-profile-of-a-test", "--call-timeout", "1s");

        assertThat(worker.err()).contains("2 jobs failed for good").hasLineCount(1);
        assertThat(worker.exitCode()).isEqualTo(1);
        assertThat(worker.lines()).hasSize(2).allMatch(line -> line.contains("\"state\":\"failed\""));
        assertThat(cluster.run("jobs", "list", "--waiting").out()).contains("no jobs");
        assertThat(cluster.run("jobs", "list").out()).contains("failed");
        assertThat(cluster.run("dead-letters", "redrive", "--all", "--topic", "sync-jobs-dlq")
                        .out())
                .contains("job for aws/123456789012");
        assertThat(cluster.run("jobs", "list", "--waiting").lines()).hasSize(3);
    }

    @Test
    @Order(8)
    void shouldSayWhatIsMissingWhenTheNamespaceIsNotDeployed() {
        CliRun run = cluster.run("--namespace", "elsewhere", "scopes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no topic elsewhere.scope-status").contains("cartostream deploy");
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String answer(String operation, String outcome) {
        return "{\"provider\":\"aws\",\"account\":\"999999999999\",\"region\":\"eu-west-1\",\"service\":\"ec2\","
                + "\"operation\":\"" + operation + "\"," + outcome + "}\n";
    }

    private List<JsonNode> shown(String topic, String... filter) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("topics", "show", topic, "--all", "--json"));
        arguments.addAll(List.of(filter));
        CliRun run = cluster.run(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        List<JsonNode> records = new ArrayList<>();
        for (String line : run.lines()) {
            records.add(new ObjectMapper().readTree(line));
        }
        return records;
    }

    @Test
    @Order(9)
    void shouldNameEachPartWhenDoctorExaminesHalfAPipeline() {
        CliRun run = cluster.run(
                "doctor",
                "--connect-url",
                "http://localhost:" + FreePorts.next(),
                "--neo4j-uri",
                "bolt://localhost:" + FreePorts.next());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("OK +kafka +1 broker at ")
                .containsPattern("OK +topics +12 topics exist")
                .containsPattern("OK +registry +all subjects are registered")
                .containsPattern("FAILED +connect +Kafka Connect at .*refuses connections")
                .containsPattern("SKIPPED +sink +needs Kafka Connect")
                .containsPattern("FAILED +neo4j +Neo4j at .*refuses connections")
                .containsPattern("FAILED +topology +no instance reads as cartostream.topology")
                .containsPattern("SKIPPED +aws credentials +not configured here")
                .contains("4 failed");
        assertThat(run.err()).doesNotContain("Exception");
    }

    @Test
    @Order(10)
    void shouldPrintFindingsAsJsonWhenAsked() throws Exception {
        CliRun run = cluster.run("doctor", "--neo4j-uri", "bolt://localhost:" + FreePorts.next(), "-o", "json");

        JsonNode first = new ObjectMapper().readTree(run.out()).path(0);
        assertThat(first.path("check").asText()).isEqualTo("kafka");
        assertThat(first.path("state").asText()).isEqualTo("OK");
    }

    @Test
    @Order(11)
    void shouldRefuseToWaitWhenNeo4jIsAway() {
        CliRun run = cluster.run("sync", "--wait", "--neo4j-uri", "bolt://localhost:" + FreePorts.next());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refuses connections").doesNotContain("Exception");
    }

    @Test
    @Order(12)
    void shouldSayThatTheGraphIsUnknownWhenNeo4jIsAway() {
        CliRun run = cluster.run("scopes", "--neo4j-uri", "bolt://localhost:" + FreePorts.next());

        assertThat(run.out()).contains("IN GRAPH").contains("graph: unknown, because Neo4j at ");
    }

    @Test
    @Order(13)
    void shouldSummarizeAccountsFirstWhenScopesAreGrouped() {
        CliRun run = cluster.run("scopes", "--group-by", "account");

        assertThat(run.lines().get(0)).isEqualTo("1 account: 1 held");
        assertThat(run.out()).containsPattern("aws/123456789012 +HELD +0 +0 +0 +1 +50");
    }

    @Test
    @Order(14)
    void shouldPrintScopesAsCsvWhenAsked() {
        assertThat(cluster.run("scopes", "-o", "csv").lines().get(0)).startsWith("scope,state,lastCompletedSyncId");
    }

    @Test
    @Order(15)
    void shouldPutModelsInForceWhenTheyAreRaised() {
        assertThat(cluster.run("models", "preview").out()).contains("In force: no models yet");
        assertThat(cluster.run("models", "raise").out()).contains("Now in force: epoch ");
        assertThat(cluster.run("models", "preview").out()).contains("These models are already in force.");
    }

    @Test
    @Order(16)
    void shouldRefuseToRebuildWhenTheNamespaceHasAGraph() {
        CliRun run = cluster.run("inventory", "rebuild", "--from", "cartostream");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("cartostream.graph-changes is not empty").doesNotContain("Exception");
    }

    @Test
    @Order(17)
    void shouldListTopicsAsYamlWhenAsked() {
        assertThat(cluster.run("topics", "list", "-o", "yaml").lines().get(0))
                .isEqualTo("- topic: cartostream.sync-jobs");
    }

    private static Map<String, String> connectHeaders(RecordMetadata origin) {
        return Map.of(
                "__connect.errors.topic",
                origin.topic(),
                "__connect.errors.partition",
                Integer.toString(origin.partition()),
                "__connect.errors.offset",
                Long.toString(origin.offset()),
                "__connect.errors.exception.class.name",
                "org.neo4j.driver.exceptions.ClientException",
                "__connect.errors.exception.message",
                "property too large");
    }

    private static GraphChange vpc(String name) {
        Neo4jPropertyType value = new Neo4jPropertyType();
        value.setType("S");
        value.setS(name);
        GraphChange change = new GraphChange();
        change.setOperation(Operation.NODE_UPSERT);
        change.setLabel("AWSVpc");
        change.setId("vpc");
        change.setLabels(List.of("AWSVpc"));
        change.setProperties(Map.of("name", value));
        change.setEffectiveTime(OBSERVED);
        return change;
    }

    private static ScopeStatus held() {
        return ScopeStatus.newBuilder()
                .setProvider(SCOPE.provider())
                .setAccount(SCOPE.account())
                .setRegion(SCOPE.region())
                .setResourceType(SCOPE.resourceType())
                .setState(ScopeState.HELD)
                .setHeldSyncId("sync-2")
                .setHeldRetractions(40)
                .setHeldSince(OBSERVED)
                .setResources(50)
                .setUpdatedAt(OBSERVED)
                .build();
    }
}
