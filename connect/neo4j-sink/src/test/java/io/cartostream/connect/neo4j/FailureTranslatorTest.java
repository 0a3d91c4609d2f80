package io.cartostream.connect.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.database.UnusableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

final class FailureTranslatorTest {
    private final AtomicInteger fenced = new AtomicInteger();
    private final FailureTranslator failures = new FailureTranslator(fenced::incrementAndGet, "sink", "0");

    @Test
    void shouldLetConnectDeliverAgainWhenTheDatabaseCannotBeReached() {
        assertThatExceptionOfType(RetriableException.class)
                .isThrownBy(() -> failures.run(() -> {
                    throw new UnreachableException("away", null);
                }))
                .withMessage("away");
    }

    @Test
    void shouldStopTheTaskWhenTheDatabaseRefusesTheSink() {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> failures.run(() -> {
                    throw new UnusableException("wrong password", null);
                }))
                .isNotInstanceOf(RetriableException.class)
                .withMessage("wrong password");
    }

    @Test
    void shouldRunTheWork() {
        failures.run(fenced::incrementAndGet);

        assertThat(fenced).hasValue(1);
    }
}
