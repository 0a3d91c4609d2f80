package io.cartostream.local;

import io.cartostream.cli.session.CommandSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the models at hand change, and puts them in force. */
@Command(
        name = "models",
        description = {
            "Show what the models at hand (built in, and of the folder that `local up --models` named) would change in the graph.",
            "With --raise they are put in force; the topology starts over with them."
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
        LocalSession local = new LocalSession(session, state);
        ModelRaise models = new ModelRaise(local, local.stack());
        session.out().print(raise ? models.raise() : models.preview());
        return 0;
    }
}
