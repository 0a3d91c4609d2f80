package io.cartostream.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.engine.event.ReadCoverage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStatus.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeMetersTest {

    private static final long NOW = 1_000_000;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ScopeMeters meters = new ScopeMeters(server, 2, InstantSource.fixed(Instant.ofEpochMilli(NOW)));
    private final ScopeMeters.Partition partition = meters.partition(0);

    @Test
    void shouldShowTheStateOfAScope() throws JMException {
        partition.accept(status("a", State.HELD, NOW - 90_000));
        partition.count(scope("a"), ScopeGauge.CHANGED);

        assertThat(value("a", ScopeGauge.RESOURCES)).isEqualTo(10);
        assertThat(value("a", ScopeGauge.AGE)).isEqualTo(90);
        assertThat(value("a", ScopeGauge.HELD)).isEqualTo(1);
        assertThat(value("a", ScopeGauge.STALE)).isZero();
        assertThat(value("a", ScopeGauge.HELD_RETRACTIONS)).isEqualTo(4);
        assertThat(value("a", ScopeGauge.CHANGED)).isEqualTo(1);
    }

    @Test
    void shouldShowHowManyResourcesWereUnreadable() throws JMException {
        ReadCoverage coverage = new ReadCoverage(7, List.of(cause("ACCESS_DENIED", 3), cause("THROTTLED", 2)));
        partition.accept(status("a", State.FRESH, NOW, coverage));

        assertThat(value("a", ScopeGauge.PARTLY_READ)).isEqualTo(1);
        assertThat(value("a", ScopeGauge.UNREADABLE)).isEqualTo(5);
        assertThat(value("a", ScopeGauge.UNREADABLE_DENIED)).isEqualTo(3);
    }

    @Test
    void shouldKeepAPartlyReadScopeWhenThereIsNoRoomForAll() throws JMException {
        ReadCoverage coverage = new ReadCoverage(2, List.of(cause("ACCESS_DENIED", 1)));
        partition.accept(status("a", State.FRESH, NOW, coverage));
        partition.accept(status("b", State.FRESH, NOW));
        partition.accept(status("c", State.STALE, NOW));

        assertThat(server.isRegistered(name("a"))).isTrue();
        assertThat(server.isRegistered(name("b"))).isFalse();
    }

    private static ReadCoverage.Cause cause(String reason, long count) {
        return new ReadCoverage.Cause(reason, null, null, null, "no", count, List.of());
    }

    @Test
    void shouldCountNothingBeforeTheFirstScopeStatus() throws JMException {
        partition.count(scope("a"), ScopeGauge.CHANGED);
        assertThat(server.isRegistered(name("a"))).isFalse();

        partition.accept(status("a", State.FRESH, NOW));
        partition.count(scope("a"), ScopeGauge.CHANGED);
        assertThat(value("a", ScopeGauge.CHANGED)).isEqualTo(1);
        assertThat(value("a", ScopeGauge.STALE)).isZero();
    }

    @Test
    void shouldNotShowALeftOutScopeAsStaleWhenItOnlyCounts() throws JMException {
        ScopeMeters.Partition other = meters.partition(1);
        other.accept(status("a", State.FRESH, NOW));
        other.accept(status("b", State.FRESH, NOW));
        partition.accept(status("c", State.FRESH, NOW));
        other.close();

        partition.count(scope("c"), ScopeGauge.CHANGED);

        assertThat(server.isRegistered(name("c"))).isFalse();
    }

    @Test
    void shouldShowWhatNeedsAttentionWhenThereIsNoRoomForAll() throws JMException {
        partition.accept(status("a", State.FRESH, NOW));
        partition.accept(status("b", State.FRESH, NOW));
        partition.accept(status("c", State.FRESH, NOW));
        assertThat(server.isRegistered(name("c"))).isFalse();

        partition.accept(status("d", State.STALE, null));
        assertThat(server.isRegistered(name("a"))).isFalse();
        assertThat(value("d", ScopeGauge.STALE)).isEqualTo(1);
        partition.accept(status("e", State.HELD, null));
        partition.accept(status("f", State.STALE, null));
        assertThat(server.isRegistered(name("f"))).as("no fresh one to drop").isFalse();
    }

    @Test
    void shouldShowNothingOfAPartitionThatWasHandedOver() throws JMException {
        ScopeMeters.Partition other = meters.partition(1);
        partition.accept(status("a", State.FRESH, NOW));
        other.accept(status("b", State.FRESH, NOW));

        partition.close();

        assertThat(server.isRegistered(name("a"))).isFalse();
        assertThat(server.isRegistered(name("b"))).isTrue();
    }

    private long value(String account, ScopeGauge gauge) throws JMException {
        return (long) server.getAttribute(name(account), gauge.attribute());
    }

    private static ObjectName name(String account) throws JMException {
        return new ObjectName(
                "io.cartostream:type=Scope,provider=aws,account=" + account + ",region=eu,resource=t.host");
    }

    private static Scope scope(String account) {
        return new Scope("aws", account, "eu", "t.host");
    }

    private static ScopeStatus status(String account, State state, @Nullable Long completed) {
        return status(account, state, completed, ReadCoverage.UNCOUNTED);
    }

    private static ScopeStatus status(String account, State state, @Nullable Long completed, ReadCoverage coverage) {
        return new ScopeStatus(
                scope(account),
                state,
                "s",
                completed,
                10,
                null,
                state == State.HELD ? 4 : 0,
                null,
                0,
                null,
                null,
                null,
                0,
                coverage,
                completed);
    }
}
