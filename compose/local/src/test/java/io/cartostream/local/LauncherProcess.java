package io.cartostream.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The real launcher script, run as a process against the classes of this build. */
final class LauncherProcess {

    private static final long PATIENCE_S = 60;

    private final Path home;

    private LauncherProcess(Path home) {
        this.home = home;
    }

    /**
     * How a run ended.
     *
     * @param exitCode of the process
     * @param out its output
     * @param err its error output
     */
    record Ended(List<String> command, int exitCode, String out, String err) {}

    /** Lays the script out in a folder as the build does. The class path has the classes of this build, then its jars. */
    static LauncherProcess in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("target/classes"));
        Path launcher = Files.copy(Path.of("src/main/launcher/cartostream"), folder.resolve("cartostream"));
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + launcher + " executable");
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        Path jar = Files.createDirectories(folder.resolve("target/lib")).resolve("class-path.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return new LauncherProcess(folder);
    }

    private static String classPath() throws IOException {
        List<String> urls = new ArrayList<>();
        urls.add(Path.of("target/classes").toUri().toString());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target/lib"), "*.jar")) {
            jars.forEach(jar -> urls.add(jar.toAbsolutePath().toUri().toString()));
        }
        return String.join(" ", urls);
    }

    /** Runs a command with more environment variables, without a terminal and with an empty standard input. */
    Ended run(Map<String, String> environment, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("cartostream").toString());
        command.addAll(arguments);
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CARTOSTREAM_") || name.startsWith("NEO4J_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(arguments + " does not end within " + PATIENCE_S + " s");
        }
        return new Ended(arguments, process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
