package io.cartostream.producer.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionTextTest {

    @Test
    void shouldUseTheMessageWhenThereIsOne() {
        assertThat(ConnectionText.of(new IOException("Connection reset"))).isEqualTo("Connection reset");
    }

    @Test
    void shouldNameTheHostWhenItIsUnknown() {
        assertThat(ConnectionText.of(new UnknownHostException("api: Name or service not known")))
                .isEqualTo("unknown host api");
    }

    @Test
    void shouldUseWordsWhenThereIsNoMessage() {
        assertThat(ConnectionText.of(new ConnectException())).isEqualTo("connection refused");
    }
}
