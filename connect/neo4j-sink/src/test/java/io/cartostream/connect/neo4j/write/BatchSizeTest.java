package io.cartostream.connect.neo4j.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchSizeTest {
    private final SinkMetrics metrics = SinkMetrics.unregistered();
    private final BatchSize size = new BatchSize(100, metrics);

    @ParameterizedTest
    @EnumSource(
            value = DatabaseFailureKind.class,
            names = {"MEMORY", "TOO_LARGE", "SLOW"})
    void shouldHalveTheRowsThatFailed(DatabaseFailureKind kind) {
        size.failed(kind, 60);

        assertThat(size.rows()).isEqualTo(30);
        assertThat(metrics.getBatchesHalved()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseFailureKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MEMORY", "TOO_LARGE", "SLOW"})
    void shouldKeepItsSizeWhenASmallerBatchDoesNotHelp(DatabaseFailureKind kind) {
        size.failed(kind, 60);

        assertThat(size.rows()).isEqualTo(100);
    }

    @Test
    void shouldNeverBecomeEmpty() {
        size.failed(DatabaseFailureKind.MEMORY, 1);

        assertThat(size.rows()).isEqualTo(1);
    }

    @Test
    void shouldDoubleAfterCalmBatches() {
        size.failed(DatabaseFailureKind.MEMORY, 60);
        succeed(BatchSize.CALM_BATCHES_BEFORE_GROWTH - 1);
        assertThat(size.rows()).isEqualTo(30);

        size.succeeded();
        assertThat(size.rows()).isEqualTo(60);
    }

    @Test
    void shouldNotGrowBeyondTheConfiguredRows() {
        size.failed(DatabaseFailureKind.MEMORY, 100);
        succeed(3 * BatchSize.CALM_BATCHES_BEFORE_GROWTH);

        assertThat(size.rows()).isEqualTo(100);
    }

    private void succeed(int batches) {
        for (int i = 0; i < batches; i++) {
            size.succeeded();
        }
    }
}
