package io.cartostream.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How to start a Java process: immutable, so one launch serves many starts.
 *
 * @param wrapper a command that runs the process, as {@code bash -c ... bash}; empty for none
 * @param flags flags of the JVM, the class path included
 * @param main the main class or {@code -jar FILE}
 * @param arguments arguments of the program
 * @param environment variables in addition to those of this JVM
 */
public record JavaLaunch(
        List<String> wrapper,
        List<String> flags,
        List<String> main,
        List<String> arguments,
        Map<String, String> environment) {

    private static final List<String> CHEAP_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Starts a main class of this class path, with a JVM that starts fast and needs little memory. */
    public static JavaLaunch of(String classPath, String main, String... arguments) {
        return new JavaLaunch(
                List.of(), join(CHEAP_START, "-cp", classPath), List.of(main), List.of(arguments), Map.of());
    }

    /** Starts an executable jar, with a JVM that starts fast and needs little memory. */
    public static JavaLaunch ofJar(Path jar, String... arguments) {
        return new JavaLaunch(List.of(), CHEAP_START, List.of("-jar", jar.toString()), List.of(arguments), Map.of());
    }

    /** Adds flags of the JVM. */
    public JavaLaunch flags(List<String> further) {
        return new JavaLaunch(wrapper, join(flags, further.toArray(String[]::new)), main, arguments, environment);
    }

    /** Adds arguments of the program. */
    public JavaLaunch arguments(List<String> further) {
        return new JavaLaunch(wrapper, flags, main, join(arguments, further.toArray(String[]::new)), environment);
    }

    /** Replaces the variables that are set in addition to those of this JVM. */
    public JavaLaunch environment(Map<String, String> variables) {
        return new JavaLaunch(wrapper, flags, main, arguments, Map.copyOf(variables));
    }

    /** Runs the process by another command, to which the command of the process is appended. */
    JavaLaunch wrapper(List<String> command) {
        return new JavaLaunch(List.copyOf(command), flags, main, arguments, environment);
    }

    /** Starts the process; its output is appended to this file. The process ends with this JVM at the latest. */
    public JavaProcess start(Path log) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new JavaProcess(process, OrphanGuard.of(process.pid()), log);
    }

    private static List<String> join(List<String> first, String... further) {
        return Stream.concat(first.stream(), Stream.of(further)).toList();
    }
}
