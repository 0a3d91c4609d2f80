package io.cartostream.connect.neo4j.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class GapDetectorTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 3);
    private static final KafkaIdentity IDENTITY = new KafkaIdentity("cluster", Map.of("t", "id"));
    private static final Instant TIME = Instant.parse("2026-06-01T00:00:00Z");

    private final GapDetector detector = new GapDetector(
            (text, parameters) -> List.of(),
            new FenceParameters("new", "connector"),
            Clock.fixed(TIME, ZoneOffset.UTC),
            Duration.ofHours(1));

    @Test
    void shouldFindNoGapWithoutFences() {
        assertThat(detector.gaps(List.of(PARTITION), IDENTITY)).isEmpty();
    }

    @Test
    void shouldExceedTheRetentionOnlyAfterIt() {
        assertThat(detector.exceedsRetention(TIME.minus(Duration.ofHours(1)))).isFalse();
        assertThat(detector.exceedsRetention(TIME.minus(Duration.ofHours(1)).minusMillis(1)))
                .isTrue();
    }

    @Test
    void shouldNameBothClustersWhenTheTopicIsInAnother() {
        assertThat(detector.recreated(PARTITION, IDENTITY, "other", TIME))
                .contains("topic t was recreated since this sink last wrote partition 3 (at 2026-06-01T00:00:00Z")
                .contains("from the Kafka cluster other; this is cluster");
    }

    @Test
    void shouldNameNoClusterWhenTheTopicIsInTheSame() {
        assertThat(detector.recreated(PARTITION, IDENTITY, "cluster", TIME)).doesNotContain("Kafka cluster");
    }

    @Test
    void shouldQuoteTheNameOfAnotherWriterInItsAdvice() {
        assertThat(detector.otherWriter("t", "o'ld", TIME))
                .contains("the connector 'o'ld' also wrote this graph from t")
                .contains("If it was renamed to 'new'")
                .contains("{writer: 'o\\'ld'}");
    }
}
