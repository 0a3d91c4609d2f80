package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.TimeExpressions;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.operation.ProcessRestart;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Kills one process, to show that nothing is lost. */
@Command(
        name = "kill",
        description = {
            "Kill one process (SIGKILL), as a failing machine would; the supervisor starts it again.",
            "Try it during a sync: the graph comes out the same."
        })
final class KillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "broker, registry, neo4j, connect or topology.")
    private String name;

    @Option(names = "--wait", description = "Wait until the process is ready again.")
    private boolean wait;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = TimeExpressions.DurationConverter.class,
            description = "How long to keep the process down, e.g. 60s. Default: start it again at once.")
    private Duration downFor;

    @Mixin
    private final StateOption state = new StateOption();

    private final CommandSession session;

    KillCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new ProcessRestart(new LocalSession(session, state.files()), name).kill(downFor, wait);
    }
}
