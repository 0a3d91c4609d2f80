package io.cartostream.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.local.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class ProcessSpecsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldDescribeEveryProcessInOrder() throws Exception {
        assertThat(specs()).extracting(ProcessSpec::name).isEqualTo(ProcessSpecs.NAMES);
    }

    @Test
    void shouldWriteTheChosenPortsIntoTheBrokersSettings() throws Exception {
        specs();

        assertThat(folder.resolve("state/broker/server.properties"))
                .content()
                .contains("listeners=PLAINTEXT://127.0.0.1:21000,CONTROLLER://127.0.0.1:21001");
    }

    @Test
    void shouldStartTheTopologyOnlyAfterTheDeployment() throws Exception {
        assertThat(specs())
                .filteredOn(spec -> spec.startWhen() != null)
                .extracting(ProcessSpec::name)
                .containsExactly("topology");
    }

    @Test
    void shouldKeepThePasswordOutOfCommandsAndVariables() throws Exception {
        assertThat(specs()).allSatisfy(spec -> assertThat(spec.command() + " " + spec.environment())
                .doesNotContain("secret-of-the-test"));
    }

    @Test
    void shouldSayHowToBuildWhenAModuleIsMissing() {
        assertThatThrownBy(() -> specs("streams-topology/topology"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("compose/broker is not built; run: mvn -q -Prun");
    }

    private List<ProcessSpec> specs() throws Exception {
        return specs("compose/broker", "compose/neo4j", "compose/connect-worker", "streams-topology/topology");
    }

    private List<ProcessSpec> specs(String... builtModules) throws Exception {
        for (String module : builtModules) {
            Files.createDirectories(folder.resolve(module).resolve("target/lib"));
        }
        Path registry = Files.createDirectories(folder.resolve("compose/registry/target/registry"));
        Files.writeString(registry.resolve("apicurio-registry-app-0-runner.jar"), "");
        StackFiles files = new StackFiles(folder, folder.resolve("state"));
        Files.createDirectories(files.state());
        Files.writeString(files.password(), "secret-of-the-test");
        StackSettings settings = StackSettings.readOrNew(files, "test").with(StackPorts.from(21_000));
        return new ProcessSpecs(files, settings, false).specs();
    }
}
