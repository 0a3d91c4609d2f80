package io.cartostream.producer.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.ConfirmationReason;
import io.cartostream.avro.FailureReason;
import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ResourceConfirmed;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncStarted;
import io.cartostream.avro.UnreadableDetails;
import io.cartostream.contract.Scope;
import io.cartostream.producer.FakePublisher;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.ReadFailure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyncSessionTest {

    private static final Scope SCOPE = new Scope("acme", "1", "eu-west-1", "ec2.vpc");
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant T1 = Instant.parse("2026-03-01T00:00:01Z");

    private final FakePublisher publisher = new FakePublisher();

    private SyncSession start() {
        return SyncSession.start(SCOPE, "s-1", publisher, T0);
    }

    @Test
    void shouldNumberEventsFromOneWithoutGapsIncludingTheEnd() throws Exception {
        SyncSession session = start();
        session.observedAt(T1);
        session.observed("a", "{}");
        session.unchanged("b");
        session.unreadable("c", new ReadFailure(FailureReason.ACCESS_DENIED, "s3:GetBucketPolicy", "p", "no"));
        session.removed("d");
        session.complete();

        assertThat(publisher.events(SCOPE))
                .extracting(InventoryEvent::getSequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(publisher.events(SCOPE))
                .extracting(InventoryEvent::getSyncId)
                .containsOnly("s-1");
        assertThat(publisher.events(SCOPE))
                .extracting(InventoryEvent::getObservedAt)
                .containsExactly(T0, T1, T1, T1, T1, T1);
        assertThat(publisher.events().get(0).getEvent()).isInstanceOf(SyncStarted.class);
        assertThat(publisher.events().get(1).getEvent()).isEqualTo(new ResourceObserved("a", "{}"));
        assertThat(publisher.events().get(3).getEvent())
                .isEqualTo(new ResourceConfirmed("c", ConfirmationReason.UNREADABLE, "s3:GetBucketPolicy", "no"));
        assertThat(publisher.events().get(5).getEvent())
                .isEqualTo(new SyncCompleted(
                        6L,
                        3L,
                        List.of(new UnreadableDetails(
                                "ACCESS_DENIED", null, "s3:GetBucketPolicy", "p", "no", 1L, List.of("c")))));
        assertThat(session.items()).isEqualTo(3);
        assertThat(session.unreadable().total()).isEqualTo(1);
    }

    @Test
    void shouldConfirmWhatIsTooLarge() {
        SyncSession session = start();

        session.observed("big", "é".repeat(SyncSession.MAX_PAYLOAD_BYTES / 2 + 1));
        session.observed("fits", "é".repeat(SyncSession.MAX_PAYLOAD_BYTES / 2));

        assertThat(publisher.events().get(1).getEvent()).isInstanceOfSatisfying(ResourceConfirmed.class, confirmed -> {
            assertThat(confirmed.getReason()).isEqualTo(ConfirmationReason.UNREADABLE);
            assertThat(confirmed.getMessage()).contains("too large");
        });
        assertThat(publisher.events().get(2).getEvent()).isInstanceOf(ResourceObserved.class);
    }

    @Test
    void shouldNeverCompleteWhenAnEventWasLost() {
        publisher.failWhen(event -> event.getSequence() == 2, false);
        SyncSession session = start();
        session.observed("a", "{}");

        assertThatThrownBy(session::complete).isInstanceOf(PublishException.class);
        assertThatThrownBy(() -> session.observed("b", "{}")).isInstanceOf(PublishException.class);
        assertThat(publisher.events()).extracting(InventoryEvent::getEvent).noneMatch(SyncCompleted.class::isInstance);
    }

    @Test
    void shouldSayWhyItFailed() throws Exception {
        SyncSession session = start();
        session.fail(new ReadFailure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no"));

        assertThat(publisher.events().get(1).getEvent())
                .isEqualTo(new SyncFailed(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no"));
        assertThatThrownBy(() -> session.observed("a", "{}")).isInstanceOf(IllegalStateException.class);
    }
}
