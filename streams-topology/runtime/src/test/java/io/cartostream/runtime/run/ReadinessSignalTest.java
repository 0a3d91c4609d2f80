package io.cartostream.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessSignalTest {

    private final Path folder;

    ReadinessSignalTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void shouldWriteTheFileWhenRunningAndRemoveItAtTheStop() {
        Path file = folder.resolve("new").resolve("ready");
        try (ReadinessSignal readiness = readiness(file)) {
            readiness.running();
            assertThat(file).hasContent("RUNNING");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldGoOnWhenTheFileCannotBeWritten() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
        try (ReadinessSignal readiness = readiness(notAFolder.resolve("ready"))) {
            assertThatCode(readiness::running).doesNotThrowAnyException();
        }
        assertThat(notAFolder).hasContent("in the way");
    }

    private static ReadinessSignal readiness(Path file) {
        return new ReadinessSignal(Optional.of(file), () -> KafkaStreams.State.RUNNING);
    }
}
