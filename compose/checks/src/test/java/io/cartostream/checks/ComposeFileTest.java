package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.session.SettingKey;
import io.cartostream.runtime.config.ConfigSources;
import io.cartostream.topology.config.TopologyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code compose/docker-compose.yml} against the rest of the repository: no builder has a container engine to try it with. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path COMPOSE = ROOT.resolve("compose");
    private static final Set<String> OURS = Set.of("connect", "deploy", "topology", "sample");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

    private final Map<String, Object> file = load();

    private static Map<String, Object> load() {
        try {
            return map(new Yaml().load(Files.readString(COMPOSE.resolve("docker-compose.yml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private Map<String, Object> services() {
        return map(file.get("services"));
    }

    private Map<String, Object> service(String name) {
        return map(services().get(name));
    }

    private static List<String> texts(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    @Test
    void shouldHaveEveryPartOnceWithAnImageOrADockerfileThatExists() {
        assertThat(services().keySet())
                .containsExactlyInAnyOrder("broker", "registry", "neo4j", "connect", "deploy", "topology", "sample");
        services().forEach((name, value) -> {
            Map<String, Object> service = map(value);
            assertThat(service.containsKey("build")).as(name + " is ours").isEqualTo(OURS.contains(name));
            assertThat(service.containsKey("image")).as(name + " has an image").isNotEqualTo(OURS.contains(name));
            if (service.containsKey("build")) {
                Map<String, Object> build = map(service.get("build"));
                assertThat(COMPOSE.resolve(build.get("context").toString())).isDirectoryContaining("glob:**pom.xml");
                assertThat(ROOT.resolve(build.get("dockerfile").toString())).isRegularFile();
            } else {
                assertThat(service.get("image").toString())
                        .as(name + "'s image can be chosen and has a version")
                        .matches("\\$\\{[A-Z0-9_]+:-[a-z0-9/._-]+:[a-z0-9._-]+}");
            }
        });
    }

    @Test
    void shouldCopyIntoImagesWhatExistsOrWhatTheBuildMakes() throws IOException {
        try (Stream<Path> images = Files.list(COMPOSE.resolve("images"))) {
            for (Path image : images.filter(path -> path.toString().endsWith(".Dockerfile"))
                    .toList()) {
                for (String line : Files.readAllLines(image)) {
                    if (line.startsWith("COPY ")) {
                        List<String> parts = List.of(line.split(" +"));
                        parts.subList(1, parts.size() - 1).forEach(source -> assertCopied(image, source));
                    }
                }
            }
        }
    }

    /** Files below {@code target} exist only after the build, so only their module must exist. */
    private static void assertCopied(Path image, String source) {
        int target = source.indexOf("/target/");
        assertThat(ROOT.resolve(target < 0 ? source : source.substring(0, target) + "/pom.xml"))
                .as("%s copies %s", image.getFileName(), source)
                .exists();
    }

    @Test
    void shouldGiveOurPartsOnlySettingsThatTheyKnow() throws IOException {
        Set<String> commandLine = Arrays.stream(SettingKey.values())
                .flatMap(setting -> setting.variables().stream())
                .collect(Collectors.toSet());
        assertThat(map(service("deploy").get("environment")).keySet()).isSubsetOf(commandLine);
        assertThat(map(service("sample").get("environment")).keySet()).isSubsetOf(commandLine);

        Set<String> topology = TopologyConfig.definition().names();
        assertThat(map(service("topology").get("environment")).keySet()).allSatisfy(variable -> {
            assertThat(variable).startsWith(ConfigSources.ENVIRONMENT_PREFIX);
            assertThat(variable.substring(ConfigSources.ENVIRONMENT_PREFIX.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.'))
                    .isIn(topology);
        });

        Set<String> wanted = new TreeSet<>();
        wanted.addAll(variables(ROOT.resolve("connect/neo4j-sink/config/neo4j-sink.json")));
        wanted.addAll(variables(ROOT.resolve("connect/neo4j-sink/config/official-neo4j-connector.json")));
        assertThat(map(service("connect").get("environment")).keySet())
                .as("what the connectors' JSON takes from the worker's environment")
                .containsAll(wanted);
    }

    private static List<String> variables(Path path) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = ENVIRONMENT.matcher(Files.readString(path));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void shouldOfferEachPortOnceAndToThisMachineOnly() {
        List<String> ports = services().values().stream()
                .flatMap(service -> texts(map(service), "ports").stream())
                .toList();

        assertThat(ports)
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"))
                .doesNotHaveDuplicates();
        assertThat(ports.stream().map(port -> port.split(":")[1])).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameOnlyServicesAndVolumesThatThereAre() {
        Set<String> volumes = map(file.get("volumes")).keySet();
        services().forEach((name, value) -> {
            Map<String, Object> service = map(value);
            if (service.containsKey("depends_on")) {
                map(service.get("depends_on")).forEach((other, how) -> {
                    assertThat(services()).as(name + " waits for " + other).containsKey(other);
                    if ("service_healthy".equals(map(how).get("condition"))) {
                        assertThat(service(other))
                                .as(name + " waits for " + other)
                                .containsKey("healthcheck");
                    }
                });
            }
            texts(service, "volumes").stream()
                    .map(volume -> volume.split(":")[0])
                    .filter(volume -> !volume.startsWith("."))
                    .forEach(volume -> assertThat(volumes).contains(volume));
        });
    }

    @Test
    void shouldDeployConnectorsThatTheImageHolds() throws IOException {
        String image = Files.readString(COMPOSE.resolve("images/cli.Dockerfile"));

        assertThat(texts(service("deploy"), "command")).contains("/opt/cartostream/config/${SINK:-cartostream}.json");
        for (String sink : List.of("cartostream", "official")) {
            assertThat(image).contains(" /opt/cartostream/config/" + sink + ".json");
        }
    }
}
