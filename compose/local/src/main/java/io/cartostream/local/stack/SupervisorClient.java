package io.cartostream.local.stack;

import io.cartostream.cli.session.FailureText;
import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ProcessState;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.SpecFile;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.process.StackSupervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The supervisor as the commands see it: started detached, observed through its status file, stopped by a signal. */
public final class SupervisorClient {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(70);

    private final StackFiles files;
    private @Nullable Process launched;

    public SupervisorClient(StackFiles files) {
        this.files = files;
    }

    /** The content of the status file; empty if no supervisor runs. */
    public Optional<StackStatus> status() throws IOException {
        return StackStatus.read(files.state().resolve(StackSupervisor.STATUS_FILE))
                .filter(status -> status.supervisor().isPresent());
    }

    /** Starts the supervisor with these orders. It outlives this process: it has its own session and writes to a file. */
    public void start(List<ProcessSpec> specs) throws IOException, StackException {
        Files.createDirectories(files.state().resolve("logs"));
        for (ProcessSpec spec : specs) {
            keepOldLog(spec.log());
        }
        keepOldLog(files.log("supervisor"));
        SpecFile.write(files.state().resolve(StackSupervisor.SPEC_FILE), specs);
        List<String> command = new ArrayList<>();
        onPath("setsid").ifPresent(command::add);
        command.add(ProcessLaunch.javaProgram());
        command.addAll(List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of(
                "-cp",
                ownClasses(),
                StackSupervisor.class.getName(),
                files.state().toString()));
        launched = new ProcessBuilder(command)
                .directory(files.state().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(files.log("supervisor").toFile()))
                .start();
    }

    /** The supervisor's class path: the classes of this module only. */
    private static String ownClasses() throws StackException {
        try {
            return Path.of(StackSupervisor.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new StackException("cannot find the supervisor's classes: " + FailureText.of(e), e);
        }
    }

    private static Optional<String> onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (new File(folder, program).canExecute()) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static void keepOldLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Waits until the named processes are ready.
     *
     * @throws StackException when the time is over; at once when a process failed or the supervisor ended, with its log and the log's
     *     last line
     */
    public StackStatus awaitReady(List<String> names, StartDeadline deadline) throws IOException, StackException {
        while (true) {
            Optional<StackStatus> status = status();
            List<String> waiting = status.isPresent() ? notReady(status.get(), names) : names;
            if (status.isPresent() && waiting.isEmpty()) {
                return status.get();
            }
            Process supervisor = launched;
            if (status.isEmpty() && supervisor != null && !supervisor.isAlive()) {
                throw new StackException("the supervisor ended: " + LogTail.lastTelling(files.log("supervisor")));
            }
            deadline.check(waiting, files);
            pause(50);
        }
    }

    private List<String> notReady(StackStatus status, List<String> names) throws StackException {
        List<String> waiting = new ArrayList<>();
        for (String name : names) {
            ProcessStatus process = status.process(name)
                    .orElseThrow(() -> new StackException("the local stack has no process '" + name + "'"));
            if (process.state() == ProcessState.FAILED) {
                throw failed(process);
            }
            if (process.state() != ProcessState.READY) {
                waiting.add(name);
            }
        }
        return waiting;
    }

    private StackException failed(ProcessStatus process) {
        Path log = files.log(process.name());
        String last = LogTail.lastTelling(log);
        return new StackException(
                process.name() + " " + process.note() + (last.isEmpty() ? "" : ": " + last) + "; see " + log);
    }

    /** Stops the supervisor, which stops the stack; if the supervisor died, stops what it left behind. Returns false if nothing ran. */
    public boolean stop() throws IOException, StackException {
        Path statusFile = files.state().resolve(StackSupervisor.STATUS_FILE);
        Optional<StackStatus> status = StackStatus.read(statusFile);
        if (status.isEmpty()) {
            return false;
        }
        Optional<ProcessHandle> supervisor = status.get().supervisor();
        if (supervisor.isPresent()) {
            supervisor.get().destroy();
            await(supervisor.get());
            return true;
        }
        List<ProcessHandle> left = status.get().processes().stream()
                .flatMap(process -> StackStatus.running(process).stream())
                .toList();
        left.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : left) {
            await(handle);
        }
        Files.deleteIfExists(statusFile);
        return !left.isEmpty();
    }

    private static void await(ProcessHandle handle) throws StackException {
        try {
            handle.onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            handle.destroyForcibly();
        } catch (ExecutionException e) {
            throw new StackException("cannot wait for process " + handle.pid() + ": " + FailureText.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while stopping", e);
        }
    }

    static void pause(long ms) throws StackException {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
