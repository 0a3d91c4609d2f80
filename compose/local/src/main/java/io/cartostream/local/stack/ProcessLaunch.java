package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the processes of one stack are launched: the parts of a command that they share.
 *
 * @param fullJit whether the JVMs optimise fully: slower to start, faster for benchmarks
 */
record ProcessLaunch(StackFiles files, StackSettings settings, boolean fullJit) {

    /** glibc's allocator otherwise keeps an arena for each thread that ever allocated memory off the heap. */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    private static final Duration STALLED_AFTER = Duration.ofSeconds(120);

    ProcessSpec spec(
            String name,
            List<String> command,
            Map<String, Path> environment,
            ReadinessProbe probe,
            @Nullable Path startWhen,
            int stopRank) {
        return new ProcessSpec(
                name,
                command,
                FEW_ARENAS,
                environment,
                files.data(name),
                files.log(name),
                probe,
                startWhen,
                STALLED_AFTER,
                stopRank);
    }

    /** A JVM's command without class path: the heap's limit and what makes it start fast. */
    List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram());
        command.add("-Xmx" + heap);
        command.add("-XX:+UseSerialGC");
        if (!fullJit) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Xshare:auto");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        return command;
    }

    static String javaProgram() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** Options for a log with times on the standard error output. */
    static List<String> simpleLog(String level, String... others) {
        List<String> options = new ArrayList<>();
        String prefix = "-Dorg.slf4j.simpleLogger.";
        options.add(prefix + "defaultLogLevel=" + level);
        options.add(prefix + "showDateTime=true");
        options.add(prefix + "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        for (String other : others) {
            options.add(prefix + "log." + other);
        }
        return options;
    }

    /** Writes a properties file, in the given order; backslashes of values are kept. */
    static Path properties(Path file, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder("# written at each start of the local stack\n");
        values.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        Files.writeString(file, text.toString());
        return file;
    }

    /** The option that loads the Prometheus exporter, if the module's build has it. */
    static List<String> metrics(Path module, String rules, int port) {
        Path agent = module.resolve("target/agent/jmx_prometheus_javaagent.jar");
        Path config = module.resolve(rules);
        return Files.exists(agent) && Files.exists(config)
                ? List.of("-javaagent:" + agent + "=127.0.0.1:" + port + ":" + config)
                : List.of();
    }
}
