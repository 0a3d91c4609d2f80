package io.cartostream.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FailureTextTest {

    @Test
    void shouldDescribeTheRootCause() {
        Exception failure = new IllegalStateException("outer", new IOException("disk full"));

        assertThat(FailureText.of(failure)).isEqualTo("disk full");
    }

    @Test
    void shouldUseWordsForFailuresOfFiles() {
        assertThat(FailureText.of(new NoSuchFileException("a.properties"))).isEqualTo("no such file");
    }

    @Test
    void shouldUseWordsForFailuresOfConnections() {
        assertThat(FailureText.of(new UncheckedIOException(new UnknownHostException("db"))))
                .isEqualTo("unknown host db");
        assertThat(FailureText.of(new ConnectException())).isEqualTo("connection refused");
    }

    @Test
    void shouldRemoveClassNamesFromAMessage() {
        Exception failure = new IOException(
                "java.util.concurrent.ExecutionException: org.apache.kafka.common.KafkaException: gone");

        assertThat(FailureText.of(failure)).isEqualTo("gone");
    }

    @Test
    void shouldKeepErrorCodesOfAProvider() {
        assertThat(FailureText.of(new IOException("AccessDeniedException: not allowed")))
                .isEqualTo("AccessDeniedException: not allowed");
    }

    @Test
    void shouldNotNameTheClassWhenThereIsNoMessage() {
        assertThat(FailureText.of(new NullPointerException())).isEqualTo("no reason given");
    }
}
