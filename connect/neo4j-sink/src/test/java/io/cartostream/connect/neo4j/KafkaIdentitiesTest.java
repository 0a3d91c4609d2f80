package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

final class KafkaIdentitiesTest {
    private final KafkaIdentities kafka = new KafkaIdentities(Map.of(), "connect-sink");

    @Test
    void shouldStopWithAdviceWhenAnOperatorMustAct() {
        assertThat(kafka.failure("ids", new TopicAuthorizationException(Set.of("graph-changes"))))
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessageContaining("graph-changes")
                .hasMessageContaining("right to describe");
        assertThat(kafka.failure("ids", new SaslAuthenticationException("wrong password")))
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessageContaining("wrong password")
                .hasMessageContaining("kafka.sasl.*");
    }

    @Test
    void shouldRetryAndReportTheReasonWhenKafkaDoesNotAnswer() {
        assertThat(kafka.failure("ids", new TimeoutException("after 20 s")))
                .isExactlyInstanceOf(RetriableException.class)
                .hasMessageContaining("after 20 s");
        KafkaIdentities nowhere = new KafkaIdentities(Map.of("bootstrap.servers", "no.such.host.invalid:9092"), "g");
        assertThatExceptionOfType(RetriableException.class)
                .isThrownBy(() -> nowhere.of(Set.of("t")))
                .withMessageContaining("No resolvable bootstrap urls");
    }

    @Test
    void shouldLookForATopicSeveralTimes() {
        for (int look = 1; look < 5; look++) {
            assertThat(kafka.failure("ids", new UnknownTopicOrPartitionException("graph-changes")))
                    .isExactlyInstanceOf(RetriableException.class);
        }
        assertThat(kafka.failure("ids", new UnknownTopicOrPartitionException("graph-changes")))
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessageContaining("cartostream deploy");
    }
}
