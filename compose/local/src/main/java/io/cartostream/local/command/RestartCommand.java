package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.operation.ProcessRestart;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restarts one process. */
@Command(name = "restart", description = "Stop one process in order (SIGTERM) and let the supervisor start it again.")
final class RestartCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "broker, registry, neo4j, connect or topology.")
    private String name;

    @Option(names = "--no-wait", description = "Do not wait until the process is ready again.")
    private boolean noWait;

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    RestartCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new ProcessRestart(new LocalSession(session, state.files()), name).restart(!noWait);
    }
}
