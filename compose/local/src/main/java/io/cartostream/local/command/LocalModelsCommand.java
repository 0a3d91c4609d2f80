package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.operation.ModelRaise;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the configured models change, or puts them in force. */
@Command(
        name = "models",
        description = {
            "Show what the configured models (built in, and in the folder of `local up --models`) would change in the"
                    + " graph.",
            "--raise puts them in force; the topology then derives the graph again."
        })
final class LocalModelsCommand implements Callable<Integer> {

    @Option(names = "--raise", description = "Put them in force.")
    private boolean raise;

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    LocalModelsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LocalSession local = new LocalSession(session, state.files());
        local.requireRunning();
        ModelRaise models = new ModelRaise(local, local.stack());
        session.out().print(raise ? models.raise() : models.preview());
        session.out().flush(); // print alone does not
        return 0;
    }
}
