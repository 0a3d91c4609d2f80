package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
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
                .contains(
                        new Lookup("AWSInstanceProfile", "arn"),
                        new Lookup("AWSLoadBalancer", "arn"),
                        new Lookup("AWSEC2SecurityGroup", "name", "vpc_id"),
                        new Lookup("AWSEC2SecurityGroup", "account_id", "name", "region"),
                        new Lookup("AWSLaunchConfiguration", "account_id", "name", "region"),
                        new Lookup("AWSTransitGateway", "tgw_id"),
                        new Lookup("AWSEC2PrivateIp", "private_ip_address", "vpc_id"),
                        new Lookup("AWSEC2PrivateIp", "account_id", "private_ip_address", "region"),
                        new Lookup("AWSLoadBalancerV2", "arn"),
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
    void shouldYieldTheAccountWhenAskedForAScope() throws Exception {
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
    void shouldLookUpATargetByAllPropertiesThatItsModelNames() throws Exception {
        Files.writeString(
                folder.resolve("sqs.yaml"),
                withRelationship("{type: IN, to: AWSSSOGroup, where: {name: Names, identity_store_id: Store}}"));
        ModelSet models = ModelSet.load(folder, true);
        assertThat(models.lookups()).contains(new Lookup("AWSSSOGroup", "identity_store_id", "name"));
        String facts = FactText.of(models.factsOf(
                QUEUES, "q", "{\"QueueArn\": \"q\", \"Store\": \"s\", \"Names\": [\"a\", null, \"b\", \"a\"]}"));
        assertThat(facts.lines().filter(line -> line.startsWith("L|IN")))
                .containsExactly(
                        "L|IN|N|AWSSQSQueue|q -> AWSSSOGroup.identity_store_id = \"s\" and AWSSSOGroup.name = \"a\""
                                + "  (owner, sqs.queue#AWSSQSQueue-IN->AWSSSOGroup)",
                        "L|IN|N|AWSSQSQueue|q -> AWSSSOGroup.identity_store_id = \"s\" and AWSSSOGroup.name = \"b\""
                                + "  (owner, sqs.queue#AWSSQSQueue-IN->AWSSSOGroup)");
        assertThat(models.factsOf(QUEUES, "q", "{\"QueueArn\": \"q\", \"Names\": [\"a\"]}"))
                .hasSize(2);
        assertThat(models.factsOf(QUEUES, "q", "{\"QueueArn\": \"q\", \"Names\": \"a\", \"Store\": \"\"}"))
                .hasSize(2);
        assertThat(models.factsOf(QUEUES, "q", "{\"QueueArn\": \"q\", \"Names\": \"a\", \"Store\": \"s\"}"))
                .hasSize(3);
        assertThat(models.derive(QUEUES, "q", "{\"QueueArn\": \"q\", \"Names\": [\"a\"], \"Store\": [\"s\"]}")
                        .problems())
                .extracting(PartProblem::message)
                .containsExactly("at Names: a second list beside Store in one comparison");
    }

    @Test
    void shouldNameFileAndLineOfAComparisonThatCannotMatch() throws Exception {
        Path file = folder.resolve("sqs.yaml");
        Files.writeString(file, withRelationship("{type: IN, to: AWSSQSQueue, where: {size: Size}}"));
        assertProblem(file + ":16: AWSSQSQueue.size is a long, compared with a string");
        Files.writeString(
                file, withRelationship("{type: IN, to: AWSSSOGroup, where: {name: Size, lastupdated: Size}}"));
        assertProblem(file + ":16: nodes cannot be looked up by 'lastupdated', the time of their change");
        Files.writeString(file, withRelationship("{type: IN, to: X, exact: true, where: {id: Size, name: Size}}"));
        assertProblem(file + ":16: 'exact' belongs to an end that is known by its id alone");
        Files.writeString(file, withRelationship("{type: IN, to: X, where: {}}"));
        assertProblem(file + ":16: 'where' names properties of the target, e.g. {id: VpcId}; all must match");
    }

    private void assertProblem(String expected) throws ModelException {
        ModelSet models = ModelSet.load(folder, false);
        assertThat(models.problems()).extracting(ModelProblem::toString).containsExactly(expected);
        assertThat(models.frozen()).containsExactly("aws/sqs.queue");
    }

    private static String withRelationship(String relationship) {
        return QUEUE_MODEL + "          - " + relationship + "\n";
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
    void shouldFreezeAnAccountAndNameFileAndLineWhenItsModelIsBad() throws Exception {
        Path file = folder.resolve("azure.yaml");
        Scope scope = new Scope("azure", "sub-1", "west", "compute.vm");
        String model = """
            provider: azure
            account:
              group type: AzureSubscription
              nodes:
                - label: AzureSubscription
                  id: $account
            """;
        Files.writeString(file, model);
        assertThat(ModelSet.load(folder, true).factsOf(scope)).hasSize(1);
        Files.writeString(file, model.replace("id: $account", "id: $acount"));
        assertFrozen(ModelSet.load(folder, false), scope, file + ":6: ");
        Files.writeString(file, model.replace("id: $account", "ids: $account"));
        assertFrozen(ModelSet.load(folder, false), scope, file + ":");
        Files.writeString(file, "account: [");
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> ModelSet.load(folder, false).factsOf(scope))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_MODEL));
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> ModelSet.load(null, true).factsOf(scope))
                .withMessage("no model declares the account of azure");
    }

    private static void assertFrozen(ModelSet models, Scope scope, String problem) {
        assertThat(models.problems()).isNotEmpty().allSatisfy(found -> assertThat(found.toString())
                .startsWith(problem));
        assertThat(models.frozen()).containsExactly("azure/account");
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> models.factsOf(scope))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MODEL_FROZEN));
    }

    @Test
    void shouldRefuseAScopeFromWhichNoAccountCanBeMade() throws Exception {
        Files.writeString(folder.resolve("azure.yaml"), """
            provider: azure
            account:
              group type: AzureSubscription
              nodes:
                - label: AzureSubscription
                  id: {text: "{$account}{$account}{$account}{$account}{$account}{$account}{$account}{$account}!"}
            """);
        ModelSet models = ModelSet.load(folder, true);
        assertThat(models.factsOf(new Scope("azure", "a", "west", "compute.vm")))
                .hasSize(1);
        assertThatExceptionOfType(PayloadException.class)
                .isThrownBy(() -> models.factsOf(new Scope("azure", "a".repeat(512), "west", "compute.vm")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_SHAPE))
                .withMessageContaining("more than 4096 bytes");
    }

    @Test
    void shouldKeepABuiltInAccountWhenAUsersOneIsBad() throws Exception {
        Files.writeString(folder.resolve("aws.yaml"), "provider: aws\naccount:\n  nodes: []\n");
        ModelSet models = ModelSet.load(folder, false);
        assertThat(models.problems()).isNotEmpty();
        assertThat(models.frozen()).isEmpty();
        assertThat(models.factsOf(VPCS)).hasSize(1);
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
    void shouldReplaceABuiltInTypeOnlyWhenTheModelDeclaresIt() throws Exception {
        String model = QUEUE_MODEL.replace("sqs.queue", "ec2.vpc").replace("service: sqs", "service: ec2");
        Path file = folder.resolve("vpc.yaml");
        Files.writeString(file, model);
        assertThat(ModelSet.load(folder, false).problems()).singleElement().satisfies(problem -> assertThat(
                        problem.reason())
                .contains("is already declared at models/aws/ec2.yaml:"));
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
    void shouldReportAMissingFolder() throws Exception {
        assertThat(ModelSet.load(folder.resolve("absent"), false).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("absent: cannot be read"));
    }

    @Test
    void shouldTakeTheExampleOfTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../../_docs/guide/write-a-model.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        Files.writeString(folder.resolve("sqs.yaml"), page.substring(start, page.indexOf("```", start)));
        assertThat(FactText.of(ModelSet.load(folder, true)
                        .factsOf(QUEUES, "q", "{\"QueueArn\": \"q\", \"QueueUrl\": \"u\", \"KmsMasterKeyId\": \"k\"}")))
                .contains("labels AWSSQSQueue Encrypted MessageQueue SQSQueue\n  _ont_name = \"u\"");
    }
}
