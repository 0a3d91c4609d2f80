package io.cartostream.producer.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncStarted;
import io.cartostream.contract.Scope;
import io.cartostream.producer.FakePublisher;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.provider.FakeProvider;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded answers through runner and session: what a whole run sends. */
final class RecordedSyncTest {

    private static final int ACCOUNTS = 20;
    private static final int RESERVATIONS = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakePublisher publisher = new FakePublisher();

    private SyncReport sync() {
        return new SyncRunner(
                        FakeProvider.CATALOGUE,
                        publisher,
                        SyncOptions.defaults().withParallelism(4, 1))
                .run(RecordedAnswerSource.open(
                        folder, FakeProvider.PROVIDERS, FakeProvider.CATALOGUE, ScopeSelection.ALL, Clock.systemUTC()));
    }

    private void generate() throws IOException {
        try (BufferedWriter manifest = Files.newBufferedWriter(folder.resolve("manifest.jsonl"))) {
            for (int account = 0; account < ACCOUNTS; account++) {
                String file = account + ".json";
                try (BufferedWriter answer = Files.newBufferedWriter(folder.resolve(file))) {
                    answer.write("{\"Reservations\":[");
                    for (int r = 0; r < RESERVATIONS; r++) {
                        answer.write((r == 0 ? "" : ",") + "{\"ReservationId\":\"r-" + r
                                + "\",\"Instances\":[{\"InstanceId\":\"i-" + r + "a\"},{\"InstanceId\":\"i-" + r
                                + "b\"}]}");
                    }
                    answer.write("]}");
                }
                manifest.write("{\"provider\":\"acme\",\"account\":\"" + account
                        + "\",\"region\":\"eu-west-1\",\"service\":\"ec2\",\"operation\":\"DescribeInstances\",\"file\":\""
                        + file
                        + "\",\"items\":" + 2 * RESERVATIONS + "}\n");
            }
        }
    }

    private static Scope scope(int account) {
        return new Scope("acme", Integer.toString(account), "eu-west-1", "ec2.instance");
    }

    @Test
    void shouldSendOneCompleteSyncPerScopeWithoutGaps() throws Exception {
        generate();

        SyncReport report = sync();

        assertThat(report.succeeded()).isTrue();
        assertThat(report.items()).isEqualTo(2L * ACCOUNTS * RESERVATIONS);
        for (int account = 0; account < ACCOUNTS; account++) {
            List<InventoryEvent> events = publisher.events(scope(account));
            assertThat(events)
                    .extracting(InventoryEvent::getSequence)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 2 * RESERVATIONS + 2)
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(events).extracting(InventoryEvent::getSyncId).doesNotContainNull();
            assertThat(events.stream().map(InventoryEvent::getSyncId).distinct())
                    .hasSize(1);
            assertThat(events.get(0).getEvent()).isInstanceOf(SyncStarted.class);
            assertThat(events.get(1).getEvent()).isInstanceOf(ResourceObserved.class);
            assertThat(events.get(events.size() - 1).getEvent())
                    .isEqualTo(new SyncCompleted(2L * RESERVATIONS + 2, 2L * RESERVATIONS, List.of()));
        }
    }

    @Test
    void shouldFailTheScopeOfATruncatedFileAndGoOnWithOthers() throws Exception {
        generate();
        String whole = Files.readString(folder.resolve("7.json"));
        Files.writeString(folder.resolve("7.json"), whole.substring(0, whole.length() / 2));

        SyncReport report = sync();

        assertThat(report.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.scopes()).containsExactly(scope(7));
            assertThat(failed.first())
                    .extracting(failure -> failure.message())
                    .asString()
                    .startsWith("7.json:1:");
        });
        List<InventoryEvent> events = publisher.events(scope(7));
        assertThat(events.get(events.size() - 1).getEvent()).isInstanceOf(SyncFailed.class);
        assertThat(report.scopeCount()).isEqualTo(ACCOUNTS);
    }
}
