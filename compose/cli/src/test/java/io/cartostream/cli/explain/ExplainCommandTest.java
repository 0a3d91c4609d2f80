package io.cartostream.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.cli.CliRun;
import io.cartostream.testkit.RepositoryFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

    @Test
    void shouldShowReadingAndGraphWhenTypeIsKnown() {
        CliRun run = CliRun.of("explain", "ec2.subnet");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("aws/ec2.subnet")
                .contains("operation     ec2:DescribeSubnets")
                .contains("scope         one for each region")
                .contains("permission    ec2:DescribeSubnets")
                .contains("nodes         AWSEC2Subnet, also ")
                .contains("AWSVpc with id = ")
                .contains("example       streams-topology/models/src/test/resources/fixtures/aws/ec2/subnet.json");
    }

    @Test
    void shouldSuggestWhenTypeIsUnknown() {
        CliRun run = CliRun.of("explain", "ec2.subnt");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no resource type 'ec2.subnt' (did you mean 'ec2.subnet'?)");
    }

    @Test
    void shouldNameBaseTypeWhenTypeIsDetail() {
        assertThat(CliRun.of("explain", "s3.bucket-policy").out()).contains("detail of     s3.bucket");
    }

    @Test
    void shouldPrintJsonWhenAsked() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(CliRun.of("explain", "aws/ec2.subnet", "--json").out());

        assertThat(json.path("type").asText()).isEqualTo("ec2.subnet");
        assertThat(json.path("relationships")).isNotEmpty();
    }

    @Test
    void shouldPointToExistingExamplesWhenTypesAreBuiltIn() {
        List<String> missing = new ArrayList<>();
        for (String line : CliRun.of("types", "-o", "csv").out().lines().skip(1).toList()) {
            String type = line.substring(0, line.indexOf(','));
            String example = CliRun.of("explain", type)
                    .out()
                    .lines()
                    .filter(text -> text.startsWith("  example"))
                    .map(text -> text.substring("  example".length()).strip())
                    .findFirst()
                    .orElse("no example");
            Path file = RepositoryFiles.root().resolve(example);
            if (!file.toFile().isFile()) {
                missing.add(type);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldListTypesOfOneProviderWhenAsked() {
        CliRun run = CliRun.of("types", "--provider", "gcp");

        assertThat(run.out()).contains("storage.bucket").contains("GCPBucket").doesNotContain("ec2.subnet");
        assertThat(run.out()).endsWith("2 types" + System.lineSeparator());
    }

    @Test
    void shouldSuggestProviderWhenItIsUnknown() {
        CliRun run = CliRun.of("types", "--provider", "awz");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("did you mean 'aws'?");
    }
}
