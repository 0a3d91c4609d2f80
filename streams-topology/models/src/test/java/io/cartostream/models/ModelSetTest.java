package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.FactSource.Lookup;
import io.cartostream.models.fact.FactSource.SyncRecord;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PayloadException.Reason;
import io.cartostream.models.source.ModelProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelSetTest {
    private static final Scope VPCS = new Scope("aws", "123456789012", "eu-west-1", "ec2.vpc");
    private static final Scope QUEUES = new Scope("aws", "123456789012", "eu-west-1", "sqs.queue");
    private static final String QUEUE_MODEL = """
            provider: aws
            service: sqs
            types:
              sqs.queue:
                title: Queues
                operation: sqs:GetQueueAttributes
                items: "@"
                synced type: AWSSQSQueue
                nodes:
                  - label: AWSSQSQueue
                    id: QueueArn
                    properties:
                      size: Size as long
                    relationships:
                      - {type: RESOURCE, from: AWSAccount, where: {id: $account}}
            """;

    private final Path folder;

    ModelSetTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void shouldListEveryBuiltInFile() throws IOException {
        Path root = Path.of("src/main/resources/models");
        try (Stream<Path> files = Files.walk(root)) {
            List<String> present = files.filter(path -> path.toString().endsWith(".yaml"))
                    .map(path -> "models/" + root.relativize(path).toString().replace('\\', '/'))
                    .toList();
            assertThat(ModelFiles.builtIn().keySet()).containsExactlyInAnyOrderElementsOf(present);
        }
    }

    @Test
    void shouldHaveTheSameEpochWhenLoadedTwice() throws ModelException {
        ModelSet models = ModelSet.load(null, true);
        assertThat(models.problems()).isEmpty();
        assertThat(models.frozen()).isEmpty();
        assertThat(models.epoch())
                .matches("[0-9a-f]{32}")
                .isEqualTo(ModelSet.load(null, true).epoch());
    }

    @Test
    void shouldNameWhatRelationshipsLookUpAndWhereSyncsAreRecorded() throws ModelException {
        ModelSet models = ModelSet.load(null, true);
        assertThat(models.lookups())
                .containsExactlyInAnyOrder(
                        new Lookup("AWSInstanceProfile", "arn"),
                        new Lookup("AWSEKSCluster", "name"),
                        new Lookup("AWSLoadBalancer", "name"),
                        new Lookup("GCPPrincipal", "email"),
                        new Lookup("GCPRole", "name"));
        assertThat(models.syncRecordOf(VPCS)).isEqualTo(new SyncRecord("AWSAccount", "123456789012", "AWSVpc"));
        assertThat(models.syncRecordOf(QUEUES)).isNull();
        assertThat(models.indexes())
                .contains(
                        new ModelIndex("AWSEC2Instance", "id"),
                        new ModelIndex("EC2Instance", "id"),
                        new ModelIndex("ComputeInstance", "_ont_state"),
                        new ModelIndex("AWSNetworkInterface", "public_ip"));
    }

    @Test
    void shouldYieldTheAccountWhenAskedForAScope() throws ModelException {
        assertThat(FactText.of(ModelSet.load(null, true).factsOf(VPCS))).isEqualTo("""
                        N|AWSAccount|123456789012  (owner, aws#AWSAccount)
                          labels AWSAccount Tenant
                          _ont_source = "aws"
                          id = "123456789012"
                          inscope = true
                        """);
    }

    @Test
    void shouldRefuseAPayloadWithTheReason() throws ModelException {
        ModelSet models = ModelSet.load(null, true);
        assertRefused(models, QUEUES, "{}", Reason.NO_MODEL, "no model covers aws/sqs.queue");
        assertRefused(models, VPCS, "{", Reason.PAYLOAD_NOT_JSON, "ec2.vpc r-1: not JSON");
        assertRefused(models, VPCS, "{} {}", Reason.PAYLOAD_NOT_JSON, "ec2.vpc r-1: not JSON");
        assertRefused(models, VPCS, "[]", Reason.PAYLOAD_SHAPE, "ec2.vpc r-1 at @: expected an object");
        assertRefused(models, VPCS, "{}", Reason.PAYLOAD_SHAPE, "at VpcId: the id of the AWSVpc is missing");
        assertRefused(
                models,
                VPCS,
                "{\"VpcId\": \"vpc-1\", \"IsDefault\": \"yes\"}",
                Reason.PAYLOAD_SHAPE,
                "ec2.vpc r-1 at IsDefault: expected a boolean, found a string");
        assertRefused(
                models,
                VPCS,
                "{\"VpcId\": \"vpc-1\", \"CidrBlockAssociationSet\": {}}",
                Reason.PAYLOAD_SHAPE,
                "at CidrBlockAssociationSet: expected a list, found an object");
        assertRefused(
                models,
                VPCS,
                "{\"VpcId\": \"vpc-1\", \"CidrBlockAssociationSet\": [{\"CidrBlock\": \"x\", \"CidrBlockState\": 1}]}",
                Reason.PAYLOAD_SHAPE,
                "at CidrBlockState.State: expected an object above 'State', found a number");
    }

    private static void assertRefused(ModelSet models, Scope scope, String payload, Reason reason, String message) {
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> models.factsOf(scope, "r-1", payload))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void shouldTakeAUsersModelWithoutRebuilding() throws Exception {
        Files.writeString(folder.resolve("sqs.yaml"), QUEUE_MODEL);
        ModelSet models = ModelSet.load(folder, true);
        assertThat(FactText.of(models.factsOf(QUEUES, "q", "{\"QueueArn\": \"arn:q\", \"Size\": 3, \"More\": [1]}")))
                .isEqualTo("""
                        N|AWSSQSQueue|arn:q  (owner, sqs.queue#AWSSQSQueue)
                          labels AWSSQSQueue
                          id = "arn:q"
                          size = 3
                        R|RESOURCE|AWSAccount|123456789012|AWSSQSQueue|arn:q  (owner, sqs.queue#AWSAccount-RESOURCE->AWSSQSQueue)
                        """);
        assertThat(models.epoch()).isNotEqualTo(ModelSet.load(null, true).epoch());
    }

    @Test
    void shouldKeepTheEpochWhenOnlyCommentsAndLayoutChange() throws Exception {
        Path file = folder.resolve("sqs.yaml");
        Files.writeString(file, QUEUE_MODEL);
        String epoch = ModelSet.load(folder, true).epoch();
        Files.writeString(file, "# a comment\n" + QUEUE_MODEL.replace("{id: $account}", "{ id:   $account }"));
        assertThat(ModelSet.load(folder, true).epoch()).isEqualTo(epoch);
        Files.writeString(file, QUEUE_MODEL.replace("Size as long", "Size as string"));
        assertThat(ModelSet.load(folder, true).epoch()).isNotEqualTo(epoch);
    }

    @Test
    void shouldFreezeATypeAndNameFileAndLineWhenItsModelIsBad() throws Exception {
        Path file = folder.resolve("sqs.yaml");
        Files.writeString(
                file,
                QUEUE_MODEL
                        .replace("id: QueueArn", "id: QueueArn[")
                        .replace("Size as long", "{call: size_of, with: Size}"));
        ModelSet models = ModelSet.load(folder, false);
        assertThat(models.problems())
                .extracting(ModelProblem::toString)
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith(file + ":11: not a JMESPath expression: 'QueueArn['"),
                        problem -> assertThat(problem).startsWith(file + ":13: no function 'size_of' (there are "));
        assertThat(models.frozen()).containsExactly("aws/sqs.queue");
        assertRefused(models, QUEUES, "{\"QueueArn\": \"arn:q\"}", Reason.MODEL_FROZEN, "has errors");
        assertThat(models.factsOf(VPCS, "v", "{\"VpcId\": \"vpc-1\"}")).isNotEmpty();
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModelSet.load(folder, true))
                .withMessageContaining(file + ":11: ")
                .withMessageContaining(file + ":13: ");
    }

    @Test
    void shouldFreezeAServiceWhenItsFileIsNotYaml() throws Exception {
        Path file = Files.createDirectories(folder.resolve("aws")).resolve("sqs.yaml");
        Files.writeString(file, "types: [");
        ModelSet models = ModelSet.load(folder, false);
        assertThat(models.problems()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .startsWith(file + ":1: not YAML"));
        assertRefused(models, QUEUES, "{}", Reason.MODEL_FROZEN, "has errors");
    }

    @Test
    void shouldReplaceABuiltInTypeOnlyWhenTheModelSaysSo() throws Exception {
        String model = QUEUE_MODEL.replace("sqs.queue", "ec2.vpc").replace("service: sqs", "service: ec2");
        Path file = folder.resolve("vpc.yaml");
        Files.writeString(file, model);
        assertThat(ModelSet.load(folder, false).problems()).singleElement().satisfies(problem -> assertThat(
                        problem.reason())
                .contains("declared already at models/aws/ec2.yaml:"));
        Files.writeString(file, model.replace("    title: Queues", "    replaces: true\n    title: Queues"));
        assertThat(ModelSet.load(folder, true).factsOf(VPCS, "q", "{\"QueueArn\": \"arn:q\"}"))
                .hasSize(2);
    }

    @Test
    void shouldFreezeATypeThatGivesAPropertyAnotherType() throws Exception {
        Files.writeString(
                folder.resolve("x.yaml"),
                QUEUE_MODEL.replace("label: AWSSQSQueue", "label: AWSVpc").replace("size: Size", "state: Size"));
        ModelSet models = ModelSet.load(folder, false);
        assertThat(models.problems()).singleElement().satisfies(problem -> assertThat(problem.reason())
                .isEqualTo("AWSVpc.state is a string elsewhere, here a long"));
        assertThat(models.frozen()).containsExactly("aws/sqs.queue");
    }

    @Test
    void shouldTellOfAFolderThatIsNotThere() throws Exception {
        assertThat(ModelSet.load(folder.resolve("absent"), false).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("absent: cannot be read"));
    }

    @Test
    void shouldTakeTheExampleOfTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../../_docs/models.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        Files.writeString(folder.resolve("sqs.yaml"), page.substring(start, page.indexOf("```", start)));
        assertThat(FactText.of(ModelSet.load(folder, true)
                        .factsOf(QUEUES, "q", "{\"QueueArn\": \"q\", \"QueueUrl\": \"u\", \"KmsMasterKeyId\": \"k\"}")))
                .contains("labels AWSSQSQueue Encrypted MessageQueue SQSQueue\n  _ont_name = \"u\"");
    }
}
