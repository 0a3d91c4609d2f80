package io.cartostream.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts processes of the operating system, with their output appended to the spec's log file. */
final class OsStarter implements WatchedProcess.Starter {

    @Override
    public WatchedProcess.Running start(ProcessSpec spec) throws IOException {
        Path log = spec.log();
        long from = Files.exists(log) ? Files.size(log) : 0;
        if (spec.probe().kind() == ReadinessProbe.Kind.FILE) {
            Files.deleteIfExists(Path.of(spec.probe().target())); // a killed process could not
        }
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        CleanEnvironment.clean(environment);
        environment.putAll(spec.environment());
        for (Map.Entry<String, Path> variable : spec.environmentFiles().entrySet()) {
            String value = Files.readString(variable.getValue(), StandardCharsets.UTF_8)
                    .strip();
            environment.put(variable.getKey(), value);
        }
        return new OsProcess(builder.start(), spec, from);
    }

    private record OsProcess(Process process, ProcessSpec spec, long from) implements WatchedProcess.Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean alive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public long work() {
            long cpu = process.info()
                    .totalCpuDuration()
                    .map(duration -> duration.toMillis() / 100)
                    .orElse(0L);
            try {
                return cpu + (Files.exists(spec.log()) ? Files.size(spec.log()) : 0);
            } catch (IOException e) {
                return cpu;
            }
        }

        @Override
        public boolean ready() {
            return spec.probe().passes(spec.log(), from);
        }
    }
}
