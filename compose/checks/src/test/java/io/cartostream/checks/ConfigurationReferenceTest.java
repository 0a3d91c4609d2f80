package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.CartostreamCommand;
import io.cartostream.cli.session.SettingKey;
import io.cartostream.connect.neo4j.config.SinkConfig;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.worker.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code _docs/reference/configuration.md} is made from the declarations that the parts validate with; {@code -Ddocs.rewrite=true} writes it. */
class ConfigurationReferenceTest {

    private static final Path PAGE = Path.of("../../_docs/reference/configuration.md");

    @Test
    void shouldMatchWhatThePartsDeclare() throws IOException {
        String page = page();
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run the test with -Ddocs.rewrite=true and commit the page")
                .hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Generated from the declarations in the code; do not edit.

                Every part validates its whole configuration at start and names all problems at once. Secrets come from the environment,
                from files, or from Kafka's configuration providers (`${env:NAME}`, `${file:/path:key}`), and are never logged.

                """);
        page.append("""
                ## Topology

                Settings come from a properties file (`--config FILE`), from environment variables (`CARTOSTREAM_` and the key in capitals, with
                underscores for dots and dashes), and from options (`--set key=value`). Options win over the environment, and the environment
                over the file. Keys that begin with `kafka.` go to Kafka's clients without that prefix (security, tuning), and keys that begin
                with `schema.registry.` to the registry's client.

                """);
        table(page, TopologyConfig.definition());
        page.append("""

                ## Neo4j sink connector

                These keys are part of the JSON in `connect/neo4j-sink/config/neo4j-sink.json`, which you send to the REST API of Kafka Connect.
                Connect's own keys (`topics`, `value.converter`, `errors.*` …) apply too.

                """);
        table(page, SinkConfig.DEFINITION);
        page.append("""

                ## Command line and producers

                Options win over the environment, and the environment over a properties file (`--config FILE`). In the file, keys that begin with
                `kafka.` go to Kafka's clients without that prefix, and keys that begin with `schema.registry.` to the registry's client.
                HTTPS to Kafka Connect trusts what the JVM trusts (`CARTOSTREAM_JAVA_OPTS=-Djavax.net.ssl.trustStore=…`).
                The command runs with 256 MB of heap, which is enough for any number of accounts (`dead-letters`: 1 GB).
                `CARTOSTREAM_JAVA_OPTS=-Xmx2g` gives it more.

                | key | environment | default | meaning |
                |---|---|---|---|
                """);
        for (SettingKey setting : SettingKey.values()) {
            String initially = setting.defaultValue();
            page.append("| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            String.join("`, `", setting.variables()),
                            initially.isEmpty() ? "" : "`" + initially + "`",
                            cell(setting.meaning())));
        }
        page.append("""

                A catalogue file of your own, in the folder `catalogue.folder`, adds a resource type. This one needs nothing else, because the
                SDK of EC2 is bundled; a model file maps the type to the graph.

                ```yaml
                provider: aws
                service: ec2
                types:
                  ec2.vpc-endpoint-service:
                    operation: DescribeVpcEndpointServices
                    items: ServiceDetails
                    id: ServiceId
                ```
                """);
        page.append("""

                Options that every command takes:

                | option | meaning |
                |---|---|
                """);
        for (OptionSpec option : options()) {
            page.append("| `%s%s` | %s |\n"
                    .formatted(
                            option.longestName(),
                            option.arity().max() == 0 ? "" : " " + option.paramLabel(),
                            cell(String.join(" ", option.description()))));
        }
        page.append("""

                ## Worker process

                `io.cartostream.worker.WorkerMain --config FILE` serves jobs as `cartostream worker` does, without the command line. Keys that begin
                with `kafka.` go to Kafka's clients without that prefix, those that begin with `schema.registry.` to the registry's client, and
                those that begin with a provider's name to that provider (`aws.profile`, `aws.home-region`).

                """);
        table(page, WorkerConfig.definition());
        return page.toString();
    }

    private static List<OptionSpec> options() {
        CommandLine root = CartostreamCommand.commandLine();
        return root.getCommandSpec().options().stream()
                .filter(option -> option.scopeType() == CommandLine.ScopeType.INHERIT)
                .toList();
    }

    private static void table(StringBuilder page, ConfigDef definition) {
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        definition.configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .forEach(key -> page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                key.name,
                                key.type.name().toLowerCase(java.util.Locale.ROOT),
                                byDefault(key),
                                cell(key.documentation))));
    }

    private static String byDefault(ConfigKey key) {
        if (!key.hasDefault()) {
            return "*required*";
        }
        String text = Objects.toString(key.defaultValue, "").replace("[hidden]", "");
        return text.isEmpty() || text.equals("[]") ? "" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("%n", " ").strip();
    }
}
