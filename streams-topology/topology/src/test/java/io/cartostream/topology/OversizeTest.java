package io.cartostream.topology;

import static io.cartostream.topology.Fixtures.SCOPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.GraphChange;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PropertyValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entity that no topic takes. */
class OversizeTest {

    private static final int SHARE = 900_000;
    private static final int FITTING = 9;

    private final TopologyHarness harness;

    OversizeTest(@TempDir Path state) {
        harness = new TopologyHarness(state, 1, Map.of(), new SharesOfOneNode());
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void shouldWriteTheEntityWhileItsStateFits() {
        observeShares(FITTING);

        assertThat(harness.changes()).hasSize(FITTING);
        assertThat(harness.deadLetters(TopicName.GRAPH_CHANGES_DLQ)).isEmpty();
    }

    @Test
    void shouldDeadLetterTheEntityWhenItsStateIsTooLarge() {
        observeShares(FITTING);
        harness.changes();

        observe("share" + FITTING, "x".repeat(SHARE));

        assertThat(harness.changes()).isEmpty();
        assertThat(harness.deadLetters(TopicName.GRAPH_CHANGES_DLQ))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo("N|Shared|one".getBytes(UTF_8));
                    assertThat(letter.value()).hasSize(64 * 1024);
                    assertThat(header(letter, DeadLetterHeader.REASON)).isEqualTo("ENTITY_TOO_LARGE");
                    assertThat(header(letter, DeadLetterHeader.SUBJECT)).isEqualTo("N|Shared|one");
                    assertThat(header(letter, DeadLetterHeader.STAGE)).isEqualTo("topology/node");
                    assertThat(header(letter, DeadLetterHeader.TRUNCATED_SHA256))
                            .hasSize(64);
                    assertThat(header(letter, DeadLetterHeader.MESSAGE)).contains("bytes, more than any topic accepts");
                });
    }

    @Test
    void shouldWriteTheWholeEntityWhenItsStateFitsAgain() {
        observeShares(FITTING + 1);
        harness.changes();

        harness.advance(Duration.ofSeconds(1));
        observe("share0", "small");

        assertThat(harness.changes())
                .singleElement()
                .extracting(TestRecord::value)
                .extracting(GraphChange::getProperties)
                .satisfies(properties -> assertThat(properties).containsKeys("share0", "share" + FITTING));
    }

    private void observeShares(int count) {
        for (int i = 0; i < count; i++) {
            observe("share" + i, "x".repeat(SHARE));
        }
    }

    private void observe(String id, String payload) {
        harness.send(Fixtures.observed(SCOPE, id, payload, harness.now()));
    }

    private static @Nullable String header(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    /** Each resource says one property of the same node. */
    private static final class SharesOfOneNode implements FactSource {
        @Override
        public List<Fact> factsOf(Scope scope, String resourceId, String payload) {
            return List.of(new Fact.NodeFact(
                    new EntityKey.Node("Shared", "one"),
                    new FactAssertion(
                            "share#" + resourceId,
                            AssertionRole.OWNER,
                            true,
                            new TreeSet<>(),
                            new TreeMap<>(Map.of(resourceId, new PropertyValue.Text(payload))))));
        }

        @Override
        public List<Fact> factsOf(Scope scope) {
            return List.of();
        }

        @Override
        public Set<Lookup> lookups() {
            return Set.of();
        }

        @Override
        public @Nullable SyncRecord syncRecordOf(Scope scope) {
            return null;
        }

        @Override
        public String epoch() {
            return "1";
        }
    }
}
