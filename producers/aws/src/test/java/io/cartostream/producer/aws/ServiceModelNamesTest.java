package io.cartostream.producer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.producer.catalogue.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Live answers have the names of the service's API, by which the models read them. The reference is botocore, which the AWS
 * command line uses. Needs its folder {@code botocore/data}, named by the environment variable {@code CARTOSTREAM_BOTOCORE}.
 */
final class ServiceModelNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Services whose folder is not the name of the SDK's module. */
    private static final Map<String, String> FOLDERS =
            Map.of("elasticloadbalancing", "elb", "elasticloadbalancingv2", "elbv2");

    private final Map<String, JsonNode> services = new HashMap<>();
    private final Set<String> compared = new HashSet<>();
    private final List<String> renamed = new ArrayList<>();

    @Test
    void shouldNameEveryMemberOfAnAnswerAsTheApiDoes() throws Exception {
        String data = System.getenv("CARTOSTREAM_BOTOCORE");
        assumeThat(data)
                .as("CARTOSTREAM_BOTOCORE is unset: set it to the folder botocore/data of an installed botocore")
                .isNotNull();

        for (ResourceType type : FakeAws.CATALOGUE.ofProvider(AwsProvider.NAME)) {
            compareAnswer(Path.of(String.valueOf(data)), type);
        }

        assertThat(renamed).as("members that the SDK renames").isEmpty();
        assertThat(compared).as("compared structures").hasSizeGreaterThan(200);
    }

    private void compareAnswer(Path data, ResourceType type) throws Exception {
        String module = type.client().name();
        JsonNode service = services.get(module);
        if (service == null) {
            service = read(data.resolve(FOLDERS.getOrDefault(module, module)));
            services.put(module, service);
        }
        String serviceId = service.path("metadata").path("serviceId").asText();
        assertThat(serviceId.replace(" ", "").toLowerCase(Locale.ROOT)).isEqualTo(module);
        String answer = service.path("operations")
                .path(type.operation())
                .path("output")
                .path("shape")
                .asText();
        String request = ServiceModule.get(module)
                .operation(type.operation())
                .request(JSON.createObjectNode(), new PageRequest(null, null))
                .getClass()
                .getName();
        Class<?> response = Class.forName(request.replaceAll("Request$", "Response"));
        SdkBuilder<?, ?> builder =
                (SdkBuilder<?, ?>) response.getMethod("builder").invoke(null);
        compare(service, answer, (SdkPojo) builder.build(), type.operation());
    }

    private static JsonNode read(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path newest = files.filter(file -> file.toString().endsWith("service-2.json.gz"))
                    .max(Path::compareTo)
                    .orElseThrow();
            try (InputStream model = new GZIPInputStream(Files.newInputStream(newest))) {
                return JSON.readTree(model);
            }
        }
    }

    /** A rename leaves a name over on both sides; one side alone is a member that only the newer version knows. */
    private void compare(JsonNode service, String shape, SdkPojo pojo, String path) {
        if (!compared.add(service.path("metadata").path("serviceId").asText() + "." + shape)) {
            return;
        }
        JsonNode members = service.path("shapes").path(shape).path("members");
        Set<String> ours = new TreeSet<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            String name = SdkJson.nameOf(field, pojo);
            ours.add(name);
            if (members.has(name)) {
                descend(service, members.path(name).path("shape").asText(), field, path + "." + name);
            }
        }
        Set<String> theirs = new TreeSet<>();
        members.fieldNames().forEachRemaining(theirs::add);
        Set<String> unknown = new TreeSet<>(ours);
        unknown.removeAll(theirs);
        theirs.removeAll(ours);
        if (!unknown.isEmpty() && !theirs.isEmpty()) {
            renamed.add(path + ": " + unknown + " for " + theirs);
        }
    }

    private void descend(JsonNode service, String shape, SdkField<?> field, String path) {
        JsonNode described = service.path("shapes").path(shape);
        switch (described.path("type").asText()) {
            case "list" ->
                descend(
                        service,
                        described.path("member").path("shape").asText(),
                        field.getTrait(ListTrait.class).memberFieldInfo(),
                        path);
            case "map" ->
                descend(
                        service,
                        described.path("value").path("shape").asText(),
                        field.getTrait(MapTrait.class).valueFieldInfo(),
                        path);
            case "structure" -> {
                SdkBuilder<?, ?> builder =
                        (SdkBuilder<?, ?>) field.constructor().get();
                compare(service, shape, (SdkPojo) builder.build(), path);
            }
            default -> {}
        }
    }
}
