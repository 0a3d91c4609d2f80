package io.cartostream.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs commands of the real launcher that fail, while nothing listens at the addresses of the stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the fields are set before all tests
class LauncherFailureIT {

    private static final String SCOPE = "aws/123456789012/eu-west-1/ec2.instance";
    private static final Pattern CLASS_NAME = Pattern.compile("[a-z]+(\\.[a-z]+)+\\.[A-Z]\\w+|\\w+Exception");

    private LauncherProcess launcher;
    private Map<String, String> environment;

    @BeforeAll
    void layOut(@TempDir Path folder) throws IOException {
        launcher = LauncherProcess.in(Files.createDirectory(folder.resolve("local")));
        Path sample = Files.createDirectory(folder.resolve("local/sample"));
        Files.writeString(sample.resolve("manifest.jsonl"), "{}\n");
        Path connector = folder.resolve("local/connector.json");
        Files.writeString(connector, "{\"name\": \"neo4j-sink\", \"config\": {\"topics\": \"a\"}}");
        Files.writeString(folder.resolve("local/broken.json"), "{\"name\": ");
        Files.writeString(folder.resolve("local/unknown.properties"), "neo4j.urii=bolt://localhost\n");
        Files.write(folder.resolve("local/binary.properties"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path models = Files.createDirectory(folder.resolve("local/broken-models"));
        Files.writeString(models.resolve("broken.yaml"), "type: [\n");
        environment = Map.of(
                "CARTOSTREAM_STATE", folder.resolve("state").toString(),
                "CARTOSTREAM_BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePorts.next(),
                "CARTOSTREAM_REGISTRY_URL", "http://127.0.0.1:" + FreePorts.next() + "/apis/ccompat/v7",
                "CARTOSTREAM_CONNECT_URL", "http://127.0.0.1:" + FreePorts.next(),
                "NEO4J_URI", "neo4j://127.0.0.1:" + FreePorts.next(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
    }

    static List<List<String>> commandsOfTheStack() {
        return List.of(
                List.of("sync", "--from-files", "sample"),
                List.of("scopes"),
                List.of("scopes", "confirm", SCOPE, "--yes"),
                List.of("scopes", "retire", SCOPE, "--reason", "closed", "--yes"),
                List.of("query", "RETURN 1"),
                List.of("graph", "verify"),
                List.of("graph", "repair"),
                List.of("graph", "rebuild", "--name", "second"),
                List.of("topics", "list"),
                List.of("topics", "show", "inventory-raw"),
                List.of("topics", "replay", "--since", "1h", "--dry-run"),
                List.of("dead-letters", "list"),
                List.of("dead-letters", "show", "inventory-dlq/0/1"),
                List.of("dead-letters", "redrive", "inventory-dlq/0/1", "--dry-run"),
                List.of("jobs", "submit", "--account", "123456789012"),
                List.of("jobs", "list"),
                List.of("worker", "--once"),
                List.of("deploy"),
                List.of("deploy", "--connector", "connector.json"),
                List.of("bench", "latency"),
                List.of("demo", "change"),
                List.of("demo", "resync"),
                List.of("local", "models"),
                List.of("local", "logs", "broker"),
                List.of("local", "restart", "topology"),
                List.of("local", "kill", "broker"));
    }

    @ParameterizedTest
    @MethodSource("commandsOfTheStack")
    void shouldNameTheStartCommandInOneLineAtOnce(List<String> command) throws Exception {
        LauncherProcess.Ended ended = launcher.run(environment, command);

        assertThat(ended.exitCode()).as("exit code of %s", ended).isEqualTo(1);
        assertThat(ended.err().lines())
                .as("errors of %s", ended)
                .singleElement()
                .asString()
                .contains("local up");
        assertThat(ended.out() + ended.err()).doesNotContainPattern(CLASS_NAME);
    }

    static List<List<String>> commandsWithWrongInput() {
        return List.of(
                List.of("scopes", "--config", "missing.properties"),
                List.of("scopes", "--config", "."),
                List.of("scopes", "--config", "binary.properties"),
                List.of("scopes", "--config", "unknown.properties"),
                List.of("scopes", "--bootstrap-servers", "localhost:99999"),
                List.of("scopes", "--registry-url", "not a url"),
                List.of("scopes", "--kafka", "security.protocol=SASL_WRONG"),
                List.of("scopes", "--kafka", "ssl.engine.factory.class=com.example.Missing"),
                List.of("scopes", "confirm", "no-scope", "--yes"),
                List.of("scopes", "confirm", SCOPE),
                List.of("query", "-"),
                List.of("sync", "--from-files", "nowhere"),
                List.of("sync", "--accounts", "."),
                List.of("sync", "--check", "--endpoint-url", "http://127.0.0.1:1"),
                List.of("sync", "--endpoint-url", "no url"),
                List.of("sync", "--every", "soon"),
                List.of("deploy", "--connector", "broken.json"),
                List.of("deploy", "--partitions", "many"),
                List.of("topics", "show", "inventory-raw", "--since", "then"),
                List.of("models", "check", "broken-models"),
                List.of("models", "check", "nowhere"),
                List.of("sample", "generate", "/dev/null/sample"),
                List.of("local", "up", "--models", "broken-models"),
                List.of("local", "up", "--state", "/dev/null/state"),
                List.of("local", "logs", "nothing"));
    }

    @ParameterizedTest
    @MethodSource("commandsWithWrongInput")
    void shouldNameNoJavaClassWhenInputIsWrong(List<String> command) throws Exception {
        LauncherProcess.Ended ended = launcher.run(environment, command);

        assertThat(ended.exitCode()).as("exit code of %s", ended).isIn(1, 2);
        assertThat(ended.out() + ended.err()).as("output of %s", ended).isNotBlank();
        assertThat(ended.out() + ended.err()).doesNotContainPattern(CLASS_NAME);
    }
}
