package io.cartostream.local.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The supervisor's orders as a properties file: readable, and read without any library. */
public final class SpecFile {

    private SpecFile() {}

    /** Writes the specs; readers see the old file or the new one, never half of one. */
    public static void write(Path file, List<ProcessSpec> specs) throws IOException {
        Properties all = new Properties();
        all.setProperty(
                "processes",
                String.join(",", specs.stream().map(ProcessSpec::name).toList()));
        for (ProcessSpec spec : specs) {
            String prefix = spec.name() + ".";
            for (int i = 0; i < spec.command().size(); i++) {
                all.setProperty(prefix + "command." + i, spec.command().get(i));
            }
            spec.environment().forEach((k, v) -> all.setProperty(prefix + "environment." + k, v));
            spec.environmentFiles().forEach((k, v) -> all.setProperty(prefix + "environment-file." + k, v.toString()));
            all.setProperty(prefix + "folder", spec.folder().toString());
            all.setProperty(prefix + "log", spec.log().toString());
            all.setProperty(
                    prefix + "probe", spec.probe().kind() + " " + spec.probe().target());
            if (spec.startWhen() != null) {
                all.setProperty(prefix + "start-when", spec.startWhen().toString());
            }
            all.setProperty(
                    prefix + "stalled-after.ms",
                    Long.toString(spec.stalledAfter().toMillis()));
            all.setProperty(prefix + "stop-rank", Integer.toString(spec.stopRank()));
        }
        store(file, all);
    }

    /** Reads {@link #write}'s file. */
    public static List<ProcessSpec> read(Path file) throws IOException {
        Properties all = load(file);
        List<ProcessSpec> specs = new ArrayList<>();
        for (String name : required(all, "processes").split(",", -1)) {
            String prefix = name + ".";
            List<String> command = new ArrayList<>();
            for (String argument = all.getProperty(prefix + "command.0");
                    argument != null;
                    argument = all.getProperty(prefix + "command." + command.size())) {
                command.add(argument);
            }
            Map<String, Path> environmentFiles = new LinkedHashMap<>();
            named(all, prefix + "environment-file.").forEach((key, path) -> environmentFiles.put(key, Path.of(path)));
            String[] probe = required(all, prefix + "probe").split(" ", 2);
            String startWhen = all.getProperty(prefix + "start-when");
            specs.add(new ProcessSpec(
                    name,
                    command,
                    named(all, prefix + "environment."),
                    environmentFiles,
                    Path.of(required(all, prefix + "folder")),
                    Path.of(required(all, prefix + "log")),
                    new ReadinessProbe(ReadinessProbe.Kind.valueOf(probe[0]), probe[1]),
                    startWhen == null ? null : Path.of(startWhen),
                    Duration.ofMillis(Long.parseLong(required(all, prefix + "stalled-after.ms"))),
                    Integer.parseInt(required(all, prefix + "stop-rank"))));
        }
        return specs;
    }

    private static Map<String, String> named(Properties all, String prefix) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                named.put(key.substring(prefix.length()), all.getProperty(key));
            }
        }
        return named;
    }

    static Properties load(Path file) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        return all;
    }

    /** Replaces the file in one step. */
    static void store(Path file, Properties all) throws IOException {
        StringWriter text = new StringWriter();
        all.store(text, null);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text.toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String required(Properties all, String key) throws IOException {
        @Nullable String value = all.getProperty(key);
        if (value == null) {
            throw new IOException("the supervisor's orders lack '" + key + "'");
        }
        return value;
    }
}
