package io.cartostream.local.operation;

import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.session.FailureText;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.stack.ConnectorResume;
import io.cartostream.local.stack.MachineCheck;
import io.cartostream.local.stack.ProcessSpecs;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackFiles;
import io.cartostream.local.stack.StackSettings;
import io.cartostream.local.stack.StartDeadline;
import io.cartostream.local.stack.SupervisorClient;
import io.cartostream.local.stack.UserModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code local up}. In the end either everything runs, or nothing that this run started: a failure and Ctrl-C stop it. A stack
 * that is ready stays up even if loading the sample fails.
 */
public final class StackStart {

    /** The name in the connector's configuration file. */
    private static final String CONNECTOR = "neo4j-sink";

    private final LocalSession local;
    private final StartOptions options;
    private final StackFiles files;
    private final SupervisorClient supervisor;
    private final StartDeadline deadline;

    /** What this run has to undo. The shutdown hook reads it on its own thread. */
    private volatile Phase phase = Phase.NOTHING_STARTED;

    private enum Phase {
        NOTHING_STARTED,
        STARTING,
        RUNNING
    }

    /**
     * A stack in which everything is ready.
     *
     * @param readyAfter how long this run took to start it; empty if it ran before
     */
    private record ReadyStack(StackSettings settings, Optional<Duration> readyAfter) {}

    public StackStart(LocalSession local, StartOptions options) {
        this.local = local;
        this.options = options;
        this.files = local.files();
        this.supervisor = new SupervisorClient(files);
        this.deadline = new StartDeadline(options.timeout, local::say);
    }

    public int run() {
        Thread undo = new Thread(this::undo, "undo");
        Runtime.getRuntime().addShutdownHook(undo); // Ctrl-C leaves nothing half-started
        try {
            ReadyStack stack = LocalSession.orFail(this::start);
            SampleLoad load = new SampleLoad(local, stack.settings());
            stack.readyAfter().ifPresent(took -> load.note("readyMs", took.toMillis()));
            load.run(options.noSample, options.seed);
            return 0;
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(undo);
                undo();
            } catch (IllegalStateException e) {
                // the JVM shuts down: the hook undoes
            }
        }
    }

    private void undo() {
        if (phase != Phase.STARTING) {
            return;
        }
        local.session()
                .err()
                .println("stopping the processes of this start; the logs are in "
                        + files.state().resolve("logs"));
        local.session().err().flush();
        try {
            supervisor.stop();
        } catch (IOException | StackException e) {
            local.session().err().println("cannot stop the processes of this start: " + FailureText.of(e));
        }
    }

    private ReadyStack start() throws IOException, StackException {
        Optional<StackStatus> running = supervisor.status();
        if (running.isPresent() && options.clean) {
            local.say("stopping the running stack …");
            supervisor.stop();
            running = Optional.empty();
        }
        if (running.isPresent()) {
            StackSettings settings = requireSameSettings();
            local.say("the local stack is already running");
            deploy(settings, false);
            return new ReadyStack(settings, Optional.empty());
        }
        long begin = System.nanoTime();
        supervisor.stop(); // what a killed supervisor left behind
        MachineCheck.require(options.minMemory);
        if (options.clean) {
            files.clean();
        }
        boolean continued = Files.exists(files.settings());
        StackSettings settings = launch(continued);
        StackStatus status = deploy(settings, continued);
        phase = Phase.RUNNING;
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        local.say(readyLine(status, took));
        return new ReadyStack(settings, Optional.of(took));
    }

    private StackSettings requireSameSettings() throws IOException, StackException {
        StackSettings settings = StackSettings.readOrNew(files, "cartostream");
        if (!options.settings(settings).equals(settings)) {
            throw new StackException("the stack in " + files.state()
                    + " runs with other ports or another folder of models; stop it first (local down), or use"
                    + " another --state");
        }
        return settings;
    }

    private StackSettings launch(boolean continued) throws IOException, StackException {
        StackSettings settings = options.settings(StackSettings.readOrNew(files, "cartostream"));
        if (settings.models() != null) {
            UserModels.requireValid(settings.models());
        }
        settings.ports().requireFree();
        Files.createDirectories(files.state());
        settings.write(files);
        settings.writeCommandLine(files);
        Files.deleteIfExists(files.deployed());
        var specs = new ProcessSpecs(files, settings, options.fullJit).specs();
        local.say((continued ? "continuing from " : "starting with an empty state in ") + files.state());
        phase = Phase.STARTING;
        supervisor.start(specs);
        return settings;
    }

    private StackStatus deploy(StackSettings settings, boolean continued) throws IOException, StackException {
        supervisor.awaitReady(List.of("broker", "registry"), deadline);
        local.require("deployment", "deploy", "--alter-settings"); // topics of an older version may differ
        if (continued) { // the models may have changed since, and no one else uses this stack
            new ModelRaise(local, settings).raiseIfChanged();
        }
        Files.writeString(files.deployed(), "topics and schemas exist\n");
        supervisor.awaitReady(List.of("neo4j", "connect"), deadline);
        new ConnectorResume(settings.connectUrl())
                .run(CONNECTOR)
                .ifPresent(state -> local.say("the connector " + CONNECTOR + " was " + state + "; resumed"));
        Path connector = files.home().resolve("connect/neo4j-sink/config/neo4j-sink.json");
        local.require(
                "deployment of the connector",
                "deploy",
                "--connector",
                connector.toString(),
                "--wait",
                deadline.left().toSeconds() + "s");
        return supervisor.awaitReady(ProcessSpecs.NAMES, deadline);
    }

    private static String readyLine(StackStatus status, Duration took) {
        StringBuilder line = new StringBuilder("ready after " + HumanText.seconds(took));
        long memory = MachineCheck.residentMb(status.supervisorPid());
        String separator = " (";
        for (ProcessStatus process : status.processes()) {
            line.append(separator)
                    .append(process.name())
                    .append(' ')
                    .append(HumanText.seconds(Duration.ofMillis(process.readyMs())));
            separator = ", ";
            memory += MachineCheck.residentMb(process.pid());
        }
        return line.append(")")
                .append(memory == 0 ? "" : ", " + HumanText.count(memory) + " MB resident in all")
                .toString();
    }
}
