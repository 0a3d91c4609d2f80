package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.scope.Rejection;
import io.cartostream.engine.scope.RejectionReason;
import io.cartostream.engine.scope.ScopeStatus;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of syncs and sightings, one by one. */
final class ScopeRulesTest {
    private final EngineSimulator engine = new EngineSimulator(1, new TestModels("1"), EngineConfig.defaults(), true);
    private final EventScript events = new EventScript(EventScript.HOSTS);

    @Test
    void shouldRetractWhatACompleteSyncDidNotSee() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        events.sync("s2", 10).lists(10, "h1").completes(11);
        assertThat(hosts()).containsExactly("h1");
        assertThat(status().lastRetracted()).isEqualTo(1);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.FRESH);
    }

    @Test
    void shouldKeepWhatWasSeenAtTheVeryStartOfASync() {
        events.sync("s1", 0).lists(0, "h1", "h2", "h3").completes(0);
        assertThat(hosts()).containsExactly("h1", "h2", "h3");
    }

    @Test
    void shouldKeepEverythingWhenASequenceNumberIsMissing() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        events.sync("s2", 10).lists(10, "h1").loses().completes(11);
        assertThat(hosts()).containsExactly("h1", "h2");
        assertThat(status().failureReason()).isEqualTo("SEQUENCE_GAP");
        assertThat(status().state()).isEqualTo(ScopeStatus.State.STALE);
    }

    @Test
    void shouldKeepEverythingWhenTheLastSequenceNumberIsAnother() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        events.sync("s2", 10).lists(10, "h1").completesAs(11, 7);
        assertThat(hosts()).containsExactly("h1", "h2");
    }

    @Test
    void shouldKeepEverythingWhenASyncFails() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        events.sync("s2", 10).lists(10, "h1").fails(11).completes(12);
        assertThat(hosts()).containsExactly("h1", "h2");
        assertThat(status().failureReason()).isEqualTo("ACCESS_DENIED");
        assertThat(status().missingPermission()).isEqualTo("ec2:DescribeHosts");
    }

    @Test
    void shouldBeFreshWhenASyncCompletesAfterAFailure() {
        events.sync("s1", 0).lists(0, "h1").fails(1);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.STALE);
        events.sync("s2", 10).lists(10, "h1").completes(11);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.FRESH);
        assertThat(status().failureReason()).isNull();
        assertThat(status().missingPermission()).isNull();
        assertThat(status().message()).isNull();
    }

    @Test
    void shouldReportNoPermissionOfAnEarlierFailureWhenAnEventIsLost() {
        events.sync("s1", 0).lists(0, "h1").fails(1);
        events.sync("s2", 10).lists(10, "h1").loses().completes(11);
        assertThat(status().failureReason()).isEqualTo("SEQUENCE_GAP");
        assertThat(status().missingPermission()).isNull();
        assertThat(status().message()).isNull();
    }

    @Test
    void shouldKeepTheReasonOfAFailureWhenAnEarlierFailedSyncEndsLater() {
        EventScript.Sync first = events.sync("s1", 0).fails(1);
        events.sync("s2", 2).failsWith(3, "later");
        first.completes(4);
        assertThat(status().failureReason()).isEqualTo("OTHER");
        assertThat(status().message()).isEqualTo("later");
    }

    @Test
    void shouldBeStaleWhenARetiredScopeIsSeenAgain() {
        events.sync("s1", 0).lists(0, "h1").completes(1);
        events.retires(2, true);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.RETIRED);
        assertThat(status().lastCompletedSyncId()).isEqualTo("s1");
        events.sees(3, "h1").sync("s2", 4).fails(5);
        run();
        assertThat(status().lastCompletedSyncId()).isNull();
        assertThat(engine.currentStatuses().get(EventScript.HOSTS.key()))
                .extracting(ScopeStatus::state)
                .isEqualTo(ScopeStatus.State.STALE);
    }

    @Test
    void shouldIgnoreACompletionWhenALaterStartedSyncCompletedFirst() {
        events.sync("s1", 0).lists(0, "h1").completes(1);
        EventScript.Sync slow = events.sync("s2", 10);
        EventScript.Sync quick = events.sync("s3", 11);
        quick.lists(11, "h1", "h2").completes(12);
        slow.lists(10, "h1").completes(20);
        assertThat(hosts()).containsExactly("h1", "h2");
    }

    @Test
    void shouldKeepAResourceSeenElsewhereAfterTheSyncStarted() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        EventScript.Sync sync = events.sync("s2", 10).lists(10, "h1");
        events.confirms(11, "h2");
        sync.completes(12);
        assertThat(hosts()).containsExactly("h1", "h2");
    }

    @Test
    void shouldCountAnOlderObservationAsSightingOnly() {
        events.sees(5, "h1", "name=new").sees(4, "h1", "name=old");
        assertThat(payload("h1")).isEqualTo("name=new");
    }

    @Test
    void shouldTakeTheLaterArrivalWhenTimesAreEqual() {
        events.sees(5, "h1", "name=first").sees(5, "h1", "name=second");
        assertThat(payload("h1")).isEqualTo("name=second");
    }

    @Test
    void shouldNotReviveARemovedResourceByAnOlderObservation() {
        events.sees(5, "h1").removes(6, "h1").sees(5, "h1").removes(9, "h2").sees(8, "h2");
        assertThat(hosts()).isEmpty();
    }

    @Test
    void shouldReviveARemovedResourceByANewerObservation() {
        events.sees(5, "h1").removes(6, "h1").sees(7, "h1");
        assertThat(hosts()).containsExactly("h1");
    }

    @Test
    void shouldIgnoreARemovalOlderThanTheLastSighting() {
        events.sees(5, "h1").removes(4, "h1");
        assertThat(hosts()).containsExactly("h1");
    }

    @Test
    void shouldIgnoreAnUnknownResourceOlderThanTheLastCompleteSync() {
        events.sync("s1", 10).lists(10, "h1").completes(11);
        events.sees(9, "h2").confirms(9, "h3").sees(10, "h4");
        assertThat(hosts()).containsExactly("h1", "h4");
    }

    @Test
    void shouldForgetTombstonesWhenALaterStartedSyncCompletes() {
        events.sees(5, "h1").removes(6, "h1");
        events.sync("s1", 7).completes(8);
        run();
        assertThat(engine.storeEntries()).containsEntry("sightings", 0);
    }

    @Test
    void shouldHoldALargeRetractionUntilASecondSyncTenMinutesLater() {
        events.sync("s1", 0).lists(0, range(0, 100)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 60)).completes(11);
        assertThat(hosts()).hasSize(100);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.HELD);
        assertThat(status().heldSyncId()).isEqualTo("s2");
        assertThat(status().heldRetractions()).isEqualTo(40);

        events.sync("s3", 20).lists(20, range(0, 60)).completes(21);
        assertThat(hosts()).hasSize(100);

        events.sync("s4", 21).lists(21, range(0, 60)).completes(22);
        assertThat(hosts()).hasSize(60);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.FRESH);
        assertThat(status().lastRetracted()).isEqualTo(40);
    }

    @Test
    void shouldNotHoldARetractionOfExactlyThirtyPercent() {
        events.sync("s1", 0).lists(0, range(0, 100)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 70)).completes(11);
        assertThat(hosts()).hasSize(70);
    }

    @Test
    void shouldNotHoldARetractionOfLessThanTwenty() {
        events.sync("s1", 0).lists(0, range(0, 30)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 11)).completes(11);
        assertThat(hosts()).hasSize(11);
    }

    @Test
    void shouldKeepAHoldWhenAnOlderRetirementArrives() {
        events.sync("s1", 6).lists(6, range(0, 10)).completes(6);
        events.sync("s2", 10).completes(11);
        events.retires(5, true);
        assertThat(hosts()).hasSize(10);
        assertThat(status().heldSyncId()).isEqualTo("s2");
    }

    @Test
    void shouldRetractOnlyWhatBothSyncsMissedAndHoldTheRest() {
        events.sync("s1", 0).lists(0, range(0, 100)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 60)).completes(11);
        events.sync("s3", 30).lists(30, range(0, 5)).completes(31);
        assertThat(hosts()).hasSize(60);
        assertThat(status().heldSyncId()).isEqualTo("s3");
        assertThat(status().heldRetractions()).isEqualTo(55);
    }

    @Test
    void shouldDissolveAHoldWhenALaterSyncIsUnderTheBrake() {
        events.sync("s1", 0).lists(0, range(0, 100)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 60)).completes(11);
        events.sync("s3", 12).lists(12, range(0, 99)).completes(13);
        assertThat(hosts()).hasSize(99);
        assertThat(status().heldSyncId()).isNull();
    }

    @Test
    void shouldRetractWhatIsHeldWhenAnOperatorConfirms() {
        events.sync("s1", 0).lists(0, range(0, 100)).completes(1);
        events.sync("s2", 10).lists(10, range(0, 60)).completes(11);
        events.confirms(12, "h99").confirmsRetraction(13, "another");
        events.sync("s3", 14).fails(14);
        run();
        assertThat(status().heldRetractions()).isEqualTo(39);
        events.confirmsRetraction(15, "s2");
        assertThat(hosts()).hasSize(61).contains("h99");
    }

    @Test
    void shouldHoldTheRetractionOfAWholeScopeOfFive() {
        events.sync("s1", 0).lists(0, range(0, 5)).completes(1);
        events.sync("s2", 10).completes(11);
        assertThat(hosts()).hasSize(5);
    }

    @Test
    void shouldNotHoldTheRetractionOfAWholeScopeOfFour() {
        events.sync("s1", 0).lists(0, range(0, 4)).completes(1);
        events.sync("s2", 10).completes(11);
        assertThat(hosts()).isEmpty();
        assertThat(engine.graph()).containsKeys("N|Account|a1", "N|ModuleSyncMetadata|Account_a1_t.host");
    }

    @Test
    void shouldHoldARetirementUntilItIsConfirmed() {
        events.sync("s1", 0).lists(0, range(0, 10)).completes(1);
        events.retires(5, false);
        assertThat(hosts()).hasSize(10);
        String held = Objects.requireNonNull(status().heldSyncId());
        events.confirmsRetraction(6, held);
        assertThat(hosts()).isEmpty();
        assertThat(engine.graph()).isEmpty();
        assertThat(status().state()).isEqualTo(ScopeStatus.State.RETIRED);
    }

    @Test
    void shouldRetireAtOnceWhenAnOperatorAsked() {
        events.sync("s1", 0).lists(0, range(0, 10)).completes(1);
        events.retires(5, true);
        assertThat(hosts()).isEmpty();
        assertThat(engine.graph()).isEmpty();
    }

    @Test
    void shouldCollectARetiredScopeAgainWhenItIsSeen() {
        events.sees(0, "h1").retires(5, true).sees(4, "h2").sees(6, "h3");
        assertThat(hosts()).containsExactly("h3");
        assertThat(engine.graph()).containsKey("N|Account|a1");
    }

    @Test
    void shouldKeepKnownFactsWhenAPayloadCannotBeRead() {
        events.sync("s1", 0).sees(0, "h1", "name=n").completes(1);
        events.sync("s2", 10).sees(10, "h1", "!").completes(11);
        assertThat(payload("h1")).isEqualTo("name=n");
        assertThat(engine.deadLetters).extracting(Rejection::reason).containsExactly(RejectionReason.PAYLOAD_NOT_JSON);
    }

    @Test
    void shouldDeadLetterAPayloadOnceWhenItStaysUnreadable() {
        events.sync("s1", 0).sees(0, "h1", "!").lists(0, "h2").completes(1);
        events.sync("s2", 10).sees(10, "h1", "!").lists(10, "h2").completes(11);
        run();
        assertThat(engine.deadLetters)
                .extracting(Rejection::subject)
                .containsExactly(EventScript.HOSTS.resourceKey("h1"));
        events.sees(12, "h1", "!!")
                .sees(13, "h1", "!!")
                .sees(14, "h1", "name=n")
                .sees(15, "h1", "!!");
        assertThat(payload("h1")).isEqualTo("name=n");
        assertThat(engine.deadLetters).hasSize(3);
    }

    @Test
    void shouldTakeTheRestWhenAPartOfAPayloadCannotBeRead() {
        events.sees(0, "h1", "name=n;group=?").sees(1, "h1", "name=m;group=?").sees(2, "h1", "name=m;group=?");
        assertThat(payload("h1")).isEqualTo("name=m;group=?");
        assertThat(engine.graph()).containsKey("N|Host|h1");
        assertThat(engine.deadLetters)
                .hasSize(2)
                .containsOnly(new Rejection(
                        RejectionReason.PAYLOAD_PART_SHAPE,
                        "at group: expected a name",
                        EventScript.HOSTS.resourceKey("h1")));
    }

    @Test
    void shouldKeepKnownFactsWhenThePartThatYieldsThemCannotBeRead() {
        events.sees(0, "h1", "name=n;group=g1").sees(1, "h1", "name=m;group=?").sees(2, "h1", "name=m;group=?");
        assertThat(payload("h1")).isEqualTo("name=n;group=g1");
        assertThat(engine.graph()).containsKeys("N|Host|h1", "N|Group|g1", "R|IN|Host|h1|Group|g1");
        assertThat(engine.deadLetters)
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.PAYLOAD_PART_SHAPE);
    }

    @Test
    void shouldReplaceKnownFactsWhenThePartCanBeReadAgain() {
        events.sees(0, "h1", "name=n;group=g1").sees(1, "h1", "name=n;group=?").sees(2, "h1", "name=n;group=g2");
        run();
        assertThat(engine.graph())
                .containsKeys("N|Group|g2", "R|IN|Host|h1|Group|g2")
                .doesNotContainKeys("N|Group|g1", "R|IN|Host|h1|Group|g1");
    }

    @Test
    void shouldTryAnUnreadablePayloadAgainUnderOtherModels() {
        events.sees(0, "h1", "!");
        run();
        engine.restart(new TestModels("2"));
        events.sees(1, "h1", "!").sees(2, "h1", "!");
        run();
        assertThat(engine.deadLetters).hasSize(2);
    }

    @Test
    void shouldDeadLetterAnUnreadableResourceOnceWhenItWaitsForASweep() {
        events.sync("s1", 0).lists(0, range(0, 2000)).completes(1);
        events.sees(3, "h1999").retires(2, true).sees(4, "h1999", "!").sees(5, "h1999", "!");
        events.unreadable(6, "h1999", null).unreadable(7, "h1999", null);
        run();
        assertThat(engine.deadLetters)
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.PAYLOAD_NOT_JSON, RejectionReason.RESOURCE_TOO_LARGE);
    }

    @Test
    void shouldNameAResourceThatCannotBeReadAndKeepItsFacts() {
        events.sees(0, "h1", "name=n").unreadable(1, "h1", null).unreadable(2, "h1", null);
        events.unreadable(3, "h1", "ec2:DescribeHosts").unreadable(4, "h2", "ec2:DescribeHosts");
        assertThat(payload("h1")).isEqualTo("name=n");
        assertThat(engine.deadLetters)
                .containsExactly(
                        new Rejection(
                                RejectionReason.RESOURCE_TOO_LARGE, "at minute 1", EventScript.HOSTS.resourceKey("h1")),
                        new Rejection(
                                RejectionReason.RESOURCE_UNREADABLE,
                                "ec2:DescribeHosts: at minute 3",
                                EventScript.HOSTS.resourceKey("h1")),
                        new Rejection(
                                RejectionReason.RESOURCE_UNREADABLE,
                                "ec2:DescribeHosts: at minute 4",
                                EventScript.HOSTS.resourceKey("h2")));
        assertThat(engine.graph()).containsKey("N|Host|h1").doesNotContainKey("N|Host|h2");
    }

    @Test
    void shouldRefuseAPayloadThatYieldsMoreThanFits() {
        events.sees(0, "h1", "name=" + "n".repeat(1_000_000))
                .sees(0, "h2", "many=20000")
                .sees(0, "h3", "many=10");
        assertThat(hosts()).containsExactly("h3");
        assertThat(engine.deadLetters).extracting(Rejection::reason).containsOnly(RejectionReason.FACTS_REFUSED);
        assertThat(engine.deadLetters)
                .extracting(Rejection::message)
                .satisfiesExactly(
                        message -> assertThat(message).matches("a fact of the payload has \\d+ bytes; .*"),
                        message -> assertThat(message).startsWith("the payload yields 20002 facts; at most 20000"));
    }

    @Test
    void shouldKeepItsStateSmallWhateverASyncIsCalled() {
        events.sync("s".repeat(257), 0).lists(0, "h1").completes(1);
        assertThat(hosts()).isEmpty();
        assertThat(engine.deadLetters)
                .extracting(Rejection::reason)
                .containsOnly(RejectionReason.SYNC_ID_REFUSED)
                .hasSize(3);
        events.sync("s1", 2).failsWith(3, "x".repeat(1_000_000));
        assertThat(status().message()).hasSize(1000).endsWith("x…");
    }

    @Test
    void shouldRefuseAResourceWhoseIdIsTooLong() {
        events.sync("s1", 0).lists(0, "h".repeat(5000)).lists(0, "h1").completes(1);
        assertThat(hosts()).containsExactly("h1");
        assertThat(engine.deadLetters)
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.RESOURCE_ID_REFUSED);
        assertThat(engine.deadLetters.get(0).subject()).hasSizeLessThan(300);
        assertThat(status().state()).isEqualTo(ScopeStatus.State.FRESH);
    }

    @Test
    void shouldIgnoreRepeatedEventsOfACompletedSync() {
        events.sync("s1", 0).lists(0, "h1", "h2").completes(1);
        events.sync("s2", 10).lists(10, "h1").completes(11);
        events.all.addAll(events.all.subList(0, 4));
        assertThat(hosts()).containsExactly("h1");
    }

    @Test
    void shouldNotReopenACompletedSyncWhenARepetitionHasLaterTimes() {
        EventScript ahead = new EventScript(EventScript.HOSTS);
        ahead.sync("s1", 100).lists(100, "h1").completes(100);
        ahead.all.forEach(event -> events.all.add(new Dated(event.event(), EventScript.millis(90))));
        events.sees(94, "h2");
        ahead.all.forEach(event -> events.all.add(new Dated(event.event(), EventScript.millis(95))));
        assertThat(hosts()).containsExactly("h1", "h2");
    }

    @Test
    void shouldRememberEverySyncThatSawAResourceBeforeItsOwnStart() {
        events.sees(8, "h1");
        EventScript.Sync first = events.sync("s1", 10);
        EventScript.Sync second = events.sync("s2", 11);
        first.lists(9, "h1");
        second.lists(9, "h1");
        first.completes(12);
        second.completes(13);
        assertThat(hosts()).containsExactly("h1");
    }

    @Test
    void shouldForgetTheOldestOfTooManyOpenSyncs() {
        events.sync("s0", 0).lists(0, "h1", "h2").completes(0);
        EventScript.Sync first = events.sync("s1", 1);
        for (int i = 2; i <= 17; i++) {
            events.sync("s" + i, i);
        }
        first.lists(1, "h1").completes(20);
        assertThat(hosts()).containsExactly("h1", "h2");
    }

    @Test
    void shouldForgetAVoidSyncBeforeASoundOneWhenTooManyAreOpen() {
        events.sync("s0", 0).lists(0, "h1", "h2").completes(0);
        EventScript.Sync first = events.sync("s1", 1);
        for (int i = 2; i <= 15; i++) {
            events.sync("s" + i, i);
        }
        events.sync("s16", 16).fails(16);
        events.sync("s17", 17);
        first.lists(1, "h1").completes(20);
        assertThat(hosts()).containsExactly("h1");
    }

    private void run() {
        events.all.forEach(engine::append);
        events.all.clear();
        engine.rest();
    }

    private java.util.List<String> hosts() {
        run();
        return engine.inventory.keySet().stream()
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .toList();
    }

    private String payload(String resource) {
        run();
        return Objects.requireNonNull(engine.inventory.get(EventScript.HOSTS.resourceKey(resource)));
    }

    private ScopeStatus status() {
        run();
        return Objects.requireNonNull(engine.statuses.get(EventScript.HOSTS.key()));
    }

    private static String[] range(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "h" + i).toArray(String[]::new);
    }
}
