package io.cartostream.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {

    private final ConsumerRecord<String, byte[]> record =
            new ConsumerRecord<>("t.graph-changes-dlq", 2, 17, "N|A|1", new byte[0]);
    private final DeadLetter letter = new DeadLetter(TopicName.GRAPH_CHANGES_DLQ, record);

    @Test
    void shouldHaveTopicPartitionAndOffsetAsId() {
        assertThat(letter.id()).isEqualTo("graph-changes-dlq/2/17");
    }

    @Test
    void shouldNameTheLetterOfAMarker() {
        header(DeadLetterHeader.REDRIVEN, "5");

        assertThat(letter.redrivenId()).isEqualTo("graph-changes-dlq/2/5");
    }

    @Test
    void shouldBeALetterWhenTheMarkerIsNotANumber() {
        header(DeadLetterHeader.REDRIVEN, "five");

        assertThat(letter.redrivenId()).isNull();
    }

    @Test
    void shouldReadTheHeadersOfKafkaConnect() {
        header("__connect.errors.topic", "t.graph-changes");
        header("__connect.errors.partition", "1");
        header("__connect.errors.offset", "42");

        assertThat(letter.originTopic()).isEqualTo("t.graph-changes");
        assertThat(letter.originPartition()).isEqualTo(1);
        assertThat(letter.originOffset()).isEqualTo(42);
    }

    @Test
    void shouldHaveAnUnknownOriginWithoutHeaders() {
        assertThat(letter.originTopic()).isEmpty();
        assertThat(letter.originPartition()).isEqualTo(-1);
        assertThat(letter.originOffset()).isEqualTo(-1);
    }

    private void header(String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
