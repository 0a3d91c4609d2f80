package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.stack.SupervisorClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the stack. */
@Command(name = "down", description = "Stop the local stack. Its state is kept; `local up` continues from it.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    DownCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        LocalSession local = new LocalSession(session, state.files());
        boolean ran = LocalSession.orFail(() -> new SupervisorClient(local.files()).stop());
        if (session.json()) {
            session.out().println("{\"stopped\":" + ran + "}");
        } else {
            session.out()
                    .println(
                            ran
                                    ? "stopped; `local up` continues from "
                                            + local.files().state()
                                    : "the local stack is not running");
        }
        return 0;
    }
}
