package io.cartostream.cli;

import io.cartostream.cli.session.CommandSession;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script of a shell. */
@Command(
        name = "completion",
        header = "Print a completion script for bash, zsh or fish.",
        footer = {
            "",
            "Examples:",
            "  source <(cartostream completion bash)",
            "  cartostream completion zsh > ~/.cartostream.zsh && echo 'source ~/.cartostream.zsh' >> ~/.zshrc",
            "  cartostream completion fish > ~/.config/fish/completions/cartostream.fish"
        })
final class CompletionCommand implements Runnable {

    /** A supported shell. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final CommandSession session;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    CompletionCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (shell == Shell.fish) {
            session.out().print(FishCompletion.script(spec.root().commandLine()));
            session.out().flush();
            return;
        }
        if (shell == Shell.zsh) {
            session.out().println("autoload -U +X compinit && compinit");
            session.out().println("autoload -U +X bashcompinit && bashcompinit");
        }
        session.out().println(AutoComplete.bash("cartostream", spec.root().commandLine()));
    }
}
