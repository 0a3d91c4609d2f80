package io.cartostream.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.cli.session.TimeExpressions;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordFilterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void shouldMatchWholeKeyOrItsBeginningWhenKeyIsGiven() {
        RecordFilter filter = new RecordFilter();
        filter.key = "N|A|1";
        assertThat(matches(filter, "N|A|1")).isTrue();
        assertThat(matches(filter, "N|A|12")).isFalse();
        filter.key = "N|A|*";
        assertThat(matches(filter, "N|A|12")).isTrue();
    }

    @Test
    void shouldMatchResourcesOfAScopeWhenScopeIsGiven() {
        RecordFilter filter = new RecordFilter();
        filter.scope = "aws/1/r/ec2.vpc";
        assertThat(matches(filter, "aws/1/r/ec2.vpc")).isTrue();
        assertThat(matches(filter, "aws/1/r/ec2.vpc/vpc-1")).isTrue();
        assertThat(matches(filter, "aws/1/r/ec2.vpcs")).isFalse();
    }

    @Test
    void shouldEndBeforeATimeWhenUntilIsGiven() {
        RecordFilter filter = new RecordFilter();
        filter.until = new TimeExpressions.Moment("1h");
        assertThat(matches(filter, "k")).isFalse();
        filter.until = new TimeExpressions.Moment("2026-03-01T10:00:01Z");
        assertThat(matches(filter, "k")).isTrue();
    }

    private static boolean matches(RecordFilter filter, String key) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                "t",
                0,
                0,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                new byte[0],
                new RecordHeaders(),
                java.util.Optional.empty());
        return filter.matches(record, NOW);
    }
}
