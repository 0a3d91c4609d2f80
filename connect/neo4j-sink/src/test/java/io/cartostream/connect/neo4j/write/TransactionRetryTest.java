package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.JitteredBackoff;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.TransientException;

final class TransactionRetryTest {
    private final RuntimeException deadlock =
            new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "two writers");

    private final SinkMetrics metrics = SinkMetrics.unregistered();
    private final List<Long> waits = new ArrayList<>();
    private final TransactionRetry retry = retry(true);

    @Test
    void shouldAllowAnotherAttemptAfterADeadlock() {
        assertThatCode(() -> retry.requireRetriable(DatabaseFailureKind.TRANSIENT, deadlock, 9, 10))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldGiveUpAfterTheLastAttempt() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> retry.requireRetriable(DatabaseFailureKind.TRANSIENT, deadlock, 10, 10))
                .withMessageContaining("gave up for now after 10 attempts: two writers");
    }

    @Test
    void shouldCountADatabaseThatCannotBeReached() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> retry.requireRetriable(
                        DatabaseFailureKind.UNREACHABLE, new ServiceUnavailableException("away"), 1, 10));

        assertThat(metrics.getUnreachable()).isEqualTo(1);
    }

    @Test
    void shouldStopAtOnceWhenTheDatabaseRefusesTheSink() {
        RuntimeException refusal = new AuthenticationException("Neo.ClientError.Security.Unauthorized", "no");

        assertThatExceptionOfType(UnusableException.class)
                .isThrownBy(() -> retry.requireRetriable(DatabaseFailureKind.UNUSABLE, refusal, 1, 10));
    }

    @Test
    void shouldNotRepeatATransactionThatTimedOut() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> retry.requireRetriable(DatabaseFailureKind.SLOW, deadlock, 1, 10))
                .withMessageContaining("neo4j.transaction.timeout.ms");
    }

    @Test
    void shouldNotRepeatATransactionWithoutMemory() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> retry.requireRetriable(DatabaseFailureKind.MEMORY, deadlock, 1, 10))
                .withMessageContaining("no memory left");
    }

    @Test
    void shouldCountARetryByItsCauseAndWait() {
        retry.await(deadlock, 1);

        assertThat(metrics.getRetriesByCause()).isEqualTo(Map.of("DeadlockDetected", 1L));
        assertThat(waits).hasSize(1);
    }

    @Test
    void shouldGiveUpWhenTheTaskStopsWhileItWaits() {
        assertThatExceptionOfType(UnreachableException.class)
                .isThrownBy(() -> retry(false).await(deadlock, 1))
                .withMessageContaining("stopped");
    }

    private TransactionRetry retry(boolean goesOn) {
        return new TransactionRetry(
                new JitteredBackoff(5, new Random(1), millis -> {
                    waits.add(millis);
                    return goesOn;
                }),
                metrics);
    }
}
