package io.cartostream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {

    @Test
    void shouldShowHelpWithExamplesWhenAskedAtAnyLevel() {
        List<String> without = new ArrayList<>();
        forEach(CartostreamCommand.commandLine(), new ArrayList<>(), (path, command) -> {
            List<String> arguments = new ArrayList<>(path);
            arguments.add("--help");
            CliRun run = CliRun.of(arguments.toArray(String[]::new));
            assertThat(run.exitCode()).isZero();
            if (!run.out().contains("Example")
                    && !path.equals(List.of("version"))
                    && !path.equals(List.of("topics", "list"))) {
                without.add(String.join(" ", path));
            }
        });
        assertThat(without).isEmpty();
    }

    @Test
    void shouldSuggestWhenSomethingIsUnknown() {
        assertThat(CliRun.of("scope").err()).contains("unknown command 'scope'").contains("Did you mean scopes");
        assertThat(CliRun.of("deploy", "--partition", "3").err()).contains("Did you mean --partitions?");
        assertThat(CliRun.of("deploy", "--partition", "3").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldRejectAnUnknownCommandWhenHelpIsAsked() {
        CliRun run = CliRun.of("nope", "--help");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("unknown command 'nope'");
    }

    @Test
    void shouldRejectAnUnknownOptionWhenHelpIsAsked() {
        assertThat(CliRun.of("deploy", "--partition", "3", "--help").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldAskForACommandWhenThereIsNone() {
        assertThat(CliRun.of().exitCode()).isEqualTo(2);
        assertThat(CliRun.of("topics").err()).contains("list, show or replay");
    }

    @Test
    void shouldSayInOneLineWhatDoesNotAnswerWhenItIsAway() {
        CliRun run = CliRun.in(
                Path.of("nowhere"), Map.of("NEO4J_URI", "bolt://localhost:" + FreePorts.next()), "query", "RETURN 1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("refuses connections")
                .contains("--neo4j-uri");
    }

    @Test
    void shouldPrintACompletionScriptWhenAShellIsNamed() {
        assertThat(CliRun.of("completion", "bash").out())
                .contains("_complete_cartostream")
                .contains("dead-letters");
        assertThat(CliRun.of("completion", "zsh").out()).startsWith("autoload");
        assertThat(CliRun.of("completion", "nushell").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldPrintVersionWhenAsked() {
        assertThat(CliRun.of("version").out()).startsWith("cartostream ").doesNotContain("${");
        assertThat(CliRun.of("version", "--json").out())
                .startsWith("{\"version\":")
                .contains("\"commit\":");
        assertThat(CliRun.of("--version").exitCode()).isZero();
    }

    @Test
    void shouldSayUnknownWhenTheBuildHadNoGit() {
        assertThat(VersionCommand.Provider.value("")).isEqualTo("unknown");
        assertThat(VersionCommand.Provider.value("${build.commit}")).isEqualTo("unknown");
        assertThat(VersionCommand.Provider.value("1a2b3c4d5e")).isEqualTo("1a2b3c4d5e");
    }

    private interface Visit {
        void command(List<String> path, CommandLine command);
    }

    private static void forEach(CommandLine command, List<String> path, Visit visit) {
        visit.command(path, command);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            forEach(subcommand, deeper, visit);
        });
    }
}
