package io.cartostream.local.command;

import io.cartostream.cli.session.CommandSession;
import io.cartostream.local.operation.ChangeDemo;
import io.cartostream.local.operation.LocalSession;
import io.cartostream.local.operation.ResyncDemo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands that show the pipeline at work on the sample inventory. */
@Command(
        name = "demo",
        header = "See the pipeline at work, on the sample inventory of the local stack.",
        subcommands = {DemoCommand.Change.class, DemoCommand.Resync.class})
public final class DemoCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which demonstration? change or resync.");
    }

    /** Changes one rule. */
    @Command(
            name = "change",
            description = {
                "Change one rule of one security group in the sample, sync its account, region and type, and show the"
                        + " graph changes that result and the milliseconds until they are in Neo4j.",
                "Run it again to change the rule back."
            })
    static final class Change implements Callable<Integer> {

        @Mixin
        private final StateOption state = new StateOption();

        private final CommandSession session;

        Change(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            LocalSession local = new LocalSession(session, state.files());
            local.requireRunning();
            return new ChangeDemo(local).run();
        }
    }

    /** Changes nothing. */
    @Command(name = "resync", description = "Sync the unchanged sample again and count the graph changes: 0.")
    static final class Resync implements Callable<Integer> {

        @Mixin
        private final StateOption state = new StateOption();

        private final CommandSession session;

        Resync(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            LocalSession local = new LocalSession(session, state.files());
            local.requireRunning();
            return new ResyncDemo(local).run();
        }
    }
}
