package io.cartostream.local;

import io.cartostream.cli.output.HumanText;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.stack.MachineCheck;
import io.cartostream.local.stack.ProcessSpecs;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackFiles;
import io.cartostream.local.stack.StackSettings;
import io.cartostream.local.stack.SupervisorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run of {@code local up}. Either everything runs in the end, or nothing that it started. */
final class StackStart {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final LocalSession local;
    private final UpCommand options;
    private final StackFiles files;
    private final SupervisorClient daemon;

    StackStart(LocalSession local, UpCommand options) {
        this.local = local;
        this.options = options;
        this.files = local.files();
        this.daemon = new SupervisorClient(files);
    }

    int run() {
        Thread undo = new Thread(this::undo, "undo");
        Runtime.getRuntime().addShutdownHook(undo); // Ctrl-C leaves nothing half-started
        boolean done = false;
        try {
            StackSettings settings = LocalSession.orFail(this::start);
            SampleLoad load = new SampleLoad(local, settings);
            if (readyMs >= 0) {
                load.note("readyMs", readyMs);
            }
            load.run(options.noSample, options.seed);
            done = true;
            return 0;
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(undo);
                if (!done && !started) {
                    undo();
                }
            } catch (IllegalStateException e) {
                // the shutdown is under way: the hook does it
            }
        }
    }

    private long readyMs = -1;
    private boolean continued;
    private boolean ours;
    private boolean started;

    private void undo() {
        if (ours && !started) {
            try {
                daemon.stop();
            } catch (IOException | StackException e) {
                local.session().err().println("could not stop what was started: " + e.getMessage());
            }
        }
    }

    private StackSettings start() throws IOException, StackException {
        Optional<StackStatus> running = daemon.status();
        if (running.isPresent() && options.clean) {
            local.say("stopping the running stack …");
            daemon.stop();
            running = Optional.empty();
        }
        long begin = System.nanoTime();
        StackSettings settings;
        if (running.isPresent()) {
            settings = StackSettings.readOrNew(files, "cartostream");
            if (!options.settings(settings).equals(settings)) {
                throw new StackException(
                        "the stack in " + files.state()
                                + " runs with other ports or another folder of models; stop it first (local down), or use another --state");
            }
            started = true;
            local.say("the local stack runs already");
        } else {
            settings = launch();
        }
        deploy(settings, begin);
        return settings;
    }

    private StackSettings launch() throws IOException, StackException {
        daemon.stop(); // what a killed supervisor left behind
        MachineCheck.require(options.minMemory);
        if (options.clean) {
            files.clean();
        }
        continued = Files.exists(files.settings());
        StackSettings settings = options.settings(StackSettings.readOrNew(files, "cartostream"));
        settings.ports().requireFree();
        Files.createDirectories(files.state());
        settings.write(files);
        settings.writeCommandLine(files);
        Files.deleteIfExists(files.deployed());
        var specs = new ProcessSpecs(files, settings, options.fullJit).specs();
        local.say((continued ? "continuing from " : "starting anew in ") + files.state());
        ours = true;
        daemon.start(specs);
        return settings;
    }

    private void deploy(StackSettings settings, long begin) throws IOException, StackException {
        daemon.awaitReady(List.of("broker", "registry"), PATIENCE);
        local.require("deployment", "deploy", "--alter-settings"); // topics of an older version may differ
        if (continued) { // the models may have changed since, and nobody else uses this stack
            new ModelRaise(local, settings).raiseIfDifferent();
        }
        Files.writeString(files.deployed(), "topics and schemas are there\n");
        daemon.awaitReady(List.of("neo4j", "connect"), PATIENCE);
        Path connector = files.home().resolve("connect/neo4j-sink/config/neo4j-sink.json");
        local.require("deployment of the connector", "deploy", "--connector", connector.toString());
        StackStatus status = daemon.awaitReady(ProcessSpecs.NAMES, PATIENCE);
        if (!started) {
            started = true;
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            readyMs = took.toMillis();
            local.say(readyLine(status, took));
        }
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
