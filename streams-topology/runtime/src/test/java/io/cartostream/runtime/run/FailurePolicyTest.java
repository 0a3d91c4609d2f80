package io.cartostream.runtime.run;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.runtime.registry.RegistryUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private final List<Long> pauses = new ArrayList<>();
    private long now = 1_000_000;
    private int stops;
    private final FailurePolicy policy = new FailurePolicy(pauses::add, () -> Instant.ofEpochMilli(now), () -> stops++);

    @Test
    void shouldStartOverWithGrowingPausesWhenItMayPass() {
        RegistryUnavailableException away = new RegistryUnavailableException("away", new IOException("away"));

        assertThat(policy.handle(new StreamsException("process", away))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new StreamsException("commit", new TimeoutException("slow"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(
                        new StreamsException("send", new SerializationException("x", new ConnectException("refused")))))
                .isEqualTo(REPLACE_THREAD);
        now += 1_000_000;
        assertThat(policy.handle(away)).isEqualTo(REPLACE_THREAD);

        assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 500L);
        assertThat(policy.fatal()).isNull();
    }

    @Test
    void shouldNeverKeepPartitionsWaitingLongHoweverOftenItFails() {
        for (int i = 0; i < 20; i++) {
            policy.handle(new TimeoutException("slow"));
        }

        assertThat(pauses).hasSize(20).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(2_000));
        assertThat(policy.failures()).isEqualTo(20);

        now += 121_000;
        policy.handle(new TimeoutException("slow"));
        assertThat(policy.failures()).as("since it was quiet").isEqualTo(1);
    }

    @Test
    void shouldStartOverWhenTheBrokerRolledTheTransactionBack() {
        List<ApiException> refusals = List.of(
                new InvalidTxnStateException("the coordinator aborted it first"),
                new InvalidProducerEpochException("bumped"),
                new TransactionAbortedException("after another failure"),
                new TransactionAbortableException("abort it"));

        assertThat(refusals).allSatisfy(refusal -> assertThat(policy.handle(new StreamsException("commit", refusal)))
                .isEqualTo(REPLACE_THREAD));

        assertThat(policy.fatal()).isNull();
    }

    @Test
    void shouldStopWhenItWillNotPass() {
        assertThat(policy.handle(new StreamsException("x", new IllegalStateException("a bug"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new StreamsException(new TopicAuthorizationException("no"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new MissingSourceTopicException("gone"))).isEqualTo(SHUTDOWN_CLIENT);

        assertThat(pauses).isEmpty();
        assertThat(policy.fatal()).hasRootCauseMessage("a bug");
        assertThat(stops).as("told to stop, even if a thread never ends").isEqualTo(3);
    }

    @Test
    void shouldSayWhereAndWhyInOneLine() {
        assertThat(FailurePolicy.lineOf(new StreamsException("in\n task", new IllegalStateException("a\nbug"))))
                .isEqualTo("StreamsException: in task <- IllegalStateException: a bug");
    }
}
