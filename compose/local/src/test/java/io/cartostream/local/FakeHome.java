package io.cartostream.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A folder that looks like the built repository, with modules that have no classes or a main class of the test. */
final class FakeHome {

    private FakeHome() {}

    /** Makes a folder in which every process of the stack starts and ends at once, because its main class is missing. */
    static Path withoutClasses(Path folder) throws IOException {
        for (String module :
                List.of("compose/broker", "compose/neo4j", "compose/connect-worker", "streams-topology/topology")) {
            Files.createDirectories(folder.resolve(module).resolve("target/lib"));
        }
        Path registry = Files.createDirectories(folder.resolve("compose/registry/target/registry"));
        Files.writeString(registry.resolve("apicurio-registry-app-0-runner.jar"), "not a jar");
        return folder;
    }

    /** Adds a main class of the topology that runs this statement. */
    static void topologyMain(Path home, String statement) throws IOException {
        Path source = Files.createDirectories(home.resolve("source/io/cartostream/topology"))
                .resolve("TopologyMain.java");
        Files.writeString(
                source,
                "package io.cartostream.topology; class TopologyMain { public static void main(String[] a) { "
                        + statement + " } }");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", home.resolve("classes").toString(), source.toString());
        if (code != 0) {
            throw new IllegalStateException("does not compile: " + statement);
        }
        String name = "io/cartostream/topology/TopologyMain.class";
        Path jar = home.resolve("streams-topology/topology/target/lib/main.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(name));
            out.write(Files.readAllBytes(home.resolve("classes").resolve(name)));
            out.closeEntry();
        }
    }
}
