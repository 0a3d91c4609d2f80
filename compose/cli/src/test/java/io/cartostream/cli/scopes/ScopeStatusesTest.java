package io.cartostream.cli.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.MockRegistry;
import io.cartostream.cli.connection.RegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScopeStatusesTest {

    private static final String TOPIC = "t.scope-status";
    private static final String SCOPE = "aws/1/eu-west-1/ec2.vpc";

    private final RegistryClient registry = MockRegistry.with("scope-statuses", TOPIC, ScopeStatus.getClassSchema());
    private final ScopeStatuses statuses = new ScopeStatuses(registry.decoder());

    @Test
    void shouldKeepTheNewestStatusOfAScope() {
        add(SCOPE, status(ScopeState.STALE));
        add(SCOPE, status(ScopeState.FRESH));

        assertThat(statuses.byScope().values())
                .singleElement()
                .extracting(ScopeStatus::getState)
                .isEqualTo(ScopeState.FRESH);
    }

    @Test
    void shouldForgetAScopeAfterATombstone() {
        add(SCOPE, status(ScopeState.FRESH));
        add(SCOPE, null);

        assertThat(statuses.byScope()).isEmpty();
    }

    @Test
    void shouldLeaveOutForeignRecordsAndKeepTheOthers() {
        add(SCOPE, status(ScopeState.HELD));
        add("foreign", "text".getBytes(StandardCharsets.UTF_8));
        add("empty", new byte[0]);
        add(null, status(ScopeState.FRESH));

        assertThat(statuses.byScope()).containsOnlyKeys(SCOPE);
    }

    @Test
    void shouldReportForeignRecordsInOneLine() {
        add("foreign", "text".getBytes(StandardCharsets.UTF_8));
        add("empty", new byte[0]);

        assertThat(report().lines())
                .singleElement()
                .asString()
                .contains("2 records")
                .contains("partition 3, offset 7: the value is empty");
    }

    @Test
    void shouldReportNothingWithoutForeignRecords() {
        add(SCOPE, status(ScopeState.FRESH));

        assertThat(report()).isEmpty();
    }

    private String report() {
        StringWriter text = new StringWriter();
        statuses.reportForeign(new PrintWriter(text, true));
        return text.toString();
    }

    private void add(@Nullable String key, byte @Nullable [] value) {
        statuses.add(new ConsumerRecord<>(TOPIC, 3, 7, key, value));
    }

    private byte[] status(ScopeState state) {
        return registry.serialize(
                TOPIC,
                ScopeStatus.newBuilder()
                        .setProvider("aws")
                        .setAccount("1")
                        .setRegion("eu-west-1")
                        .setResourceType("ec2.vpc")
                        .setState(state)
                        .setResources(1)
                        .setUpdatedAt(Instant.EPOCH)
                        .build());
    }
}
