package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.operation.StackStart;
import io.cartostream.local.operation.StartOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the stack. */
@Command(
        name = "up",
        description = {
            "Start everything, deploy topics, schemas and the connector, load the sample inventory and show the"
                    + " resulting graph.",
            "The processes run in the background. A second start continues from the existing state."
        },
        footer = {
            "",
            "Examples:",
            "  cartostream local up --clean                          delete all state first",
            "  cartostream local up --no-sample                      an empty graph, for your own accounts",
            "  cartostream local up --state /tmp/two --port-base 19000   a second stack beside the first"
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private final StartOptions options = new StartOptions();

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    UpCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new StackStart(new LocalSession(session, state.files()), options).run();
    }
}
