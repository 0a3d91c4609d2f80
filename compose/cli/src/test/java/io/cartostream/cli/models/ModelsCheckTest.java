package io.cartostream.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCheckTest {

    private static final String MODEL = """
        provider: aws
        service: sqs
        types:
          sqs.queue:
            title: Queues
            operation: sqs:GetQueueAttributes
            items: Queues[]
            synced type: AWSSQSQueue
            nodes:
              - label: AWSSQSQueue
                id: QueueArn
                properties:
                  size: Size as long
                  region: $region
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CliRun check(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "models";
        all[1] = "check";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CliRun.of(all);
    }

    @Test
    void shouldListWhatSoundModelsDeclare() throws Exception {
        file("sqs.yaml", MODEL);

        CliRun run = check(folder.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).containsExactly("aws sqs.queue (sqs:GetQueueAttributes): AWSSQSQueue");
    }

    @Test
    void shouldListOnlyTheUsersTypesWhenTheFolderNameIsABuiltInOne() throws Exception {
        Path models = Files.createDirectory(Path.of("models")); // relative, as a user gives it
        try {
            Files.writeString(models.resolve("sqs.yaml"), MODEL);

            assertThat(check("models").lines()).containsExactly("aws sqs.queue (sqs:GetQueueAttributes): AWSSQSQueue");
        } finally {
            Files.deleteIfExists(models.resolve("sqs.yaml"));
            Files.delete(models);
        }
    }

    @Test
    void shouldNameFileAndLineOfAnError() throws Exception {
        Path model = file("sqs.yaml", MODEL.replace("Size as long", "Size["));

        CliRun run = check(model.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(model + ":13: not a JMESPath expression: 'Size['")
                .contains("1 error");
    }

    @Test
    void shouldShowTheFactsOfAnItemAndOfAnAnswer() throws Exception {
        Path model = file("sqs.yaml", MODEL);
        Path item = file("item.json", "{\"QueueArn\":\"arn:q\",\"Size\":7}");
        Path answer =
                file("answer.json", "{\"Queues\":[{\"QueueArn\":\"arn:q\",\"Size\":7},{\"QueueArn\":\"arn:r\"}]}");

        CliRun one = check(model.toString(), "--payload", item.toString());
        CliRun both = check(model.toString(), "--payload", answer.toString(), "--region", "eu-north-1");

        assertThat(one.out()).isEqualTo("""
            N|AWSSQSQueue|arn:q  (owner, sqs.queue#AWSSQSQueue)
              labels AWSSQSQueue
              id = "arn:q"
              region = "eu-west-1"
              size = 7
            """);
        assertThat(both.out())
                .contains("N|AWSSQSQueue|arn:q")
                .contains("N|AWSSQSQueue|arn:r")
                .contains("region = \"eu-north-1\"")
                .contains("size = null");
    }

    @Test
    void shouldSayWhyAPayloadIsRefused() throws Exception {
        Path model = file("sqs.yaml", MODEL);
        Path item = file("item.json", "{\"QueueArn\":\"arn:q\",\"Size\":\"large\"}");

        CliRun run = check(model.toString(), "--payload", item.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("sqs.queue item-1 at Size: expected an integer");
    }

    @Test
    void shouldTryABuiltInTypeToo() throws Exception {
        Path model = file("sqs.yaml", MODEL);
        Path item = file("vpc.json", "{\"VpcId\":\"vpc-1\"}");

        assertThat(check(model.toString(), "--payload", item.toString(), "--type", "ec2.vpc")
                        .out())
                .contains("N|AWSVpc|vpc-1");
        assertThat(check(model.toString(), "--payload", item.toString(), "--type", "ec2.vcp")
                        .err())
                .contains("no model declares the type ec2.vcp");
    }

    @Test
    void shouldShowFactsOfABuiltInTypeWithoutAModel() throws Exception {
        Path item = file("vpc.json", "{\"VpcId\":\"vpc-1\"}");

        CliRun run = check("--type", "ec2.vpc", "--payload", item.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("N|AWSVpc|vpc-1");
    }

    @Test
    void shouldPrintFactsAsJsonWhenJsonIsWanted() throws Exception {
        Path model = file("sqs.yaml", MODEL);
        Path item = file("item.json", "{\"QueueArn\":\"arn:q\",\"Size\":7}");

        CliRun run = check(model.toString(), "--payload", item.toString(), "--json");

        JsonNode fact =
                new ObjectMapper().readTree(run.out()).path(0).path("facts").path(0);
        assertThat(fact.path("kind").asText()).isEqualTo("node");
        assertThat(fact.path("key").asText()).isEqualTo("N|AWSSQSQueue|arn:q");
        assertThat(fact.path("properties").path("size").asLong()).isEqualTo(7);
    }

    @Test
    void shouldPrintTypesAsJsonWhenJsonIsWanted() throws Exception {
        Path model = file("sqs.yaml", MODEL);

        CliRun run = check(model.toString(), "--json");

        assertThat(new ObjectMapper().readTree(run.out()).path(0).path("type").asText())
                .isEqualTo("sqs.queue");
    }

    @Test
    void shouldSuggestATypeWhenItIsMisspelt() throws Exception {
        Path item = file("vpc.json", "{\"VpcId\":\"vpc-1\"}");

        CliRun run = check("--type", "ec2.instanze", "--payload", item.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no model declares the type ec2.instanze (did you mean 'ec2.instance'?)");
    }

    @Test
    void shouldAskForModelsOrAPayloadWhenNeitherIsGiven() {
        CliRun run = check();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--type and --payload");
    }
}
