package io.cartostream.local.stack;

import io.cartostream.cli.session.FailureText;
import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schema registry, with its database in a file. */
final class RegistrySpec {

    private RegistrySpec() {}

    static ProcessSpec of(ProcessLaunch launch) throws IOException, StackException {
        Path folder = Files.createDirectories(launch.files().data("registry"));
        Path app = launch.files().home().resolve("compose/registry/target/registry");
        Path runner = runner(app);
        List<String> command = launch.java("256m");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + launch.settings().ports().registry());
        command.add("-Dquarkus.log.level=WARN");
        command.add("-Dquarkus.banner.enabled=false");
        // Without WRITE_DELAY=0 a killed registry forgets the newest schemas and issues their ids again.
        command.add("-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0");
        command.add("-Dapicurio.datasource.jdbc.initial-size=2");
        command.add("-Dapicurio.datasource.jdbc.min-size=1");
        command.add("-Dapicurio.datasource.jdbc.max-size=4");
        command.addAll(List.of("-jar", runner.toString()));
        ReadinessProbe probe =
                new ReadinessProbe(ReadinessProbe.Kind.HTTP, launch.settings().registryUrl() + "/subjects");
        return launch.spec("registry", command, Map.of(), probe, null, 3);
    }

    private static Path runner(Path app) throws StackException {
        if (Files.isDirectory(app)) {
            try (var jars = Files.newDirectoryStream(app, "apicurio-registry-app-*-runner.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new StackException("cannot read " + app + ": " + FailureText.of(e), e);
            }
        }
        throw new StackException("compose/registry is not built; run: mvn -q -Prun");
    }
}
