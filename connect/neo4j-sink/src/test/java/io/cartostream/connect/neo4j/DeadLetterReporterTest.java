package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

final class DeadLetterReporterTest {
    private static final TopicPartition PARTITION = new TopicPartition(ChangeRecords.TOPIC, 0);

    private final ChangeRecords records = new ChangeRecords(1);
    private final List<SinkRecord> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final DeadLetterReporter letters = new DeadLetterReporter(
            (record, error) -> {
                sent.add(record);
                CompletableFuture<Void> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            },
            true,
            Duration.ofMillis(300));

    @Test
    void shouldSendAllLettersBeforeItWaitsForAny() {
        List<DeadLetterReporter.Letter> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(letter());
        }
        assertThatExceptionOfType(RetriableException.class)
                .isThrownBy(() -> letters.report(many.subList(0, 10)))
                .withMessageContaining("is not acknowledged");
        assertThat(sent).hasSize(10);

        answers.forEach(answer -> answer.complete(null));
        assertThat(letters.report(many.subList(0, 10))).isEqualTo(10);
        assertThat(letters.report(many.subList(0, 10))).as("counted once").isZero();
        assertThat(sent).hasSize(10);
    }

    @Test
    void shouldSendALetterAgainAfterItsPartitionWasClosed() {
        DeadLetterReporter.Letter letter = letter();
        reportSafely(letter);
        letters.drop(List.of(PARTITION));
        reportSafely(letter);

        assertThat(sent).hasSize(2);
    }

    @Test
    void shouldForgetLettersUpToTheWrittenOffset() {
        DeadLetterReporter.Letter letter = letter();
        reportSafely(letter);
        letters.forget(Map.of(PARTITION, letter.record().kafkaOffset()));
        reportSafely(letter);

        assertThat(sent).hasSize(2);
    }

    private void reportSafely(DeadLetterReporter.Letter letter) {
        assertThatExceptionOfType(RetriableException.class).isThrownBy(() -> letters.report(List.of(letter)));
        answers.get(answers.size() - 1).complete(null);
        assertThat(letters.report(List.of(letter))).isEqualTo(1);
    }

    private DeadLetterReporter.Letter letter() {
        return new DeadLetterReporter.Letter(
                records.nodeUpsert("CartostreamBare", "x", List.of(), Map.of()), new IllegalArgumentException("bad"));
    }
}
