package io.cartostream.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The supervisor's status file: its process id and the states of its processes.
 *
 * @param supervisorPid the supervisor
 * @param supervisorStarted when the operating system says that it started, epoch milliseconds: guards against reused ids
 * @param processes one entry per process
 */
public record StackStatus(long supervisorPid, long supervisorStarted, List<ProcessStatus> processes) {

    /** Writes the file in one step. */
    public void write(Path file) throws IOException {
        Properties all = new Properties();
        all.setProperty("supervisor.pid", Long.toString(supervisorPid));
        all.setProperty("supervisor.started", Long.toString(supervisorStarted));
        all.setProperty(
                "processes",
                String.join(",", processes.stream().map(ProcessStatus::name).toList()));
        for (ProcessStatus process : processes) {
            String prefix = process.name() + ".";
            all.setProperty(prefix + "state", process.state().name());
            all.setProperty(prefix + "pid", Long.toString(process.pid()));
            Instant started = process.started();
            all.setProperty(prefix + "started", started == null ? "" : started.toString());
            all.setProperty(prefix + "ready.ms", Long.toString(process.readyMs()));
            all.setProperty(prefix + "restarts", Integer.toString(process.restarts()));
            all.setProperty(prefix + "note", process.note());
        }
        SpecFile.store(file, all);
    }

    /** Reads the file; empty if there is none. */
    public static Optional<StackStatus> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties all = SpecFile.load(file);
        List<ProcessStatus> processes = new ArrayList<>();
        for (String name : all.getProperty("processes", "").split(",", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            String prefix = name + ".";
            String started = all.getProperty(prefix + "started", "");
            processes.add(new ProcessStatus(
                    name,
                    ProcessState.valueOf(all.getProperty(prefix + "state", "WAITING")),
                    Long.parseLong(all.getProperty(prefix + "pid", "0")),
                    started.isEmpty() ? null : Instant.parse(started),
                    Long.parseLong(all.getProperty(prefix + "ready.ms", "-1")),
                    Integer.parseInt(all.getProperty(prefix + "restarts", "0")),
                    all.getProperty(prefix + "note", "")));
        }
        return Optional.of(new StackStatus(
                Long.parseLong(all.getProperty("supervisor.pid", "0")),
                Long.parseLong(all.getProperty("supervisor.started", "0")),
                processes));
    }

    /** The supervisor's process, if it lives and is the one that wrote the file. */
    public Optional<ProcessHandle> supervisor() {
        return ProcessHandle.of(supervisorPid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startOf(handle) == supervisorStarted);
    }

    /** The entry of one process. */
    public Optional<ProcessStatus> process(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }

    /**
     * The running process of an entry. A process id that now belongs to a process that started long before or after is
     * another process: two seconds of difference are allowed for the operating system's clock ticks.
     */
    public static Optional<ProcessHandle> running(ProcessStatus process) {
        Instant started = process.started();
        if (process.pid() <= 0 || started == null) {
            return Optional.empty();
        }
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(startOf(handle) - started.toEpochMilli()) < 2_000);
    }

    /** When the operating system says that a process started, epoch milliseconds; 0 if it does not say. */
    static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
