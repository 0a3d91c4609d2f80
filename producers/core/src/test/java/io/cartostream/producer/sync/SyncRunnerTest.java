package io.cartostream.producer.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cartostream.avro.FailureReason;
import io.cartostream.avro.ResourceObserved;
import io.cartostream.avro.SyncCompleted;
import io.cartostream.avro.SyncFailed;
import io.cartostream.avro.SyncPartial;
import io.cartostream.contract.Scope;
import io.cartostream.producer.FakePublisher;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.provider.FakeProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SyncRunnerTest {

    private final FakePublisher publisher = new FakePublisher();

    private final List<ScopeResult> ended = Collections.synchronizedList(new ArrayList<>());

    private SyncRunner runner(SyncOptions options) {
        return new SyncRunner(FakeProvider.CATALOGUE, publisher, options.withListener(new SyncListener() {
            @Override
            public void scopeEnded(ScopeResult result) {
                ended.add(result);
            }
        }));
    }

    private List<ScopeResult> failed() {
        return ended.stream().filter(result -> !result.succeeded()).toList();
    }

    private static SourceException denied() {
        return new SourceException(
                new ReadFailure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no"), null);
    }

    @Test
    void shouldNoteAFailedAttemptOfEachKnownScopeWhenTheAccountIsUnreachable() {
        FakeSource source = new FakeSource("1").undiscoverable(denied());
        Scope instances = source.scope("ec2.instance");
        Scope notChosen = source.scope("ec2.vpc");
        publisher.knowing(instances, notChosen, new FakeSource("2").scope("ec2.instance"));

        SyncReport report = runner(SyncOptions.defaults()).run(source);

        assertThat(report.sources()).hasSize(1);
        assertThat(publisher.events()).hasSameSizeAs(publisher.events(instances));
        assertThat(publisher.events(instances))
                .extracting(event -> event.getEvent().getClass().getSimpleName())
                .containsExactly("SyncStarted", "SyncFailed");
        SyncFailed failed = (SyncFailed) publisher.events(instances).get(1).getEvent();
        assertThat(failed.getReason()).isEqualTo(FailureReason.ACCESS_DENIED);
        assertThat(failed.getMissingPermission()).isEqualTo("ec2:DescribeVpcs");
    }

    @Test
    void shouldGoOnWithOtherScopesWhenOneFails() {
        FakeSource source = new FakeSource("1").items("ec2.instance", "a", "b").items("ec2.volume", "c");
        source.with("ec2.vpc", sink -> {
            throw denied();
        });

        SyncReport report = runner(SyncOptions.defaults()).run(source);

        assertThat(report.succeeded()).isFalse();
        assertThat(report.items()).isEqualTo(3);
        assertThat(report.scopeCount()).isEqualTo(3);
        assertThat(failed()).singleElement().satisfies(failed -> {
            assertThat(failed.scope()).isEqualTo(source.scope("ec2.vpc"));
            assertThat(failed.failure()).isEqualTo(denied().failure());
        });
        assertThat(report.unknownOperations()).containsEntry("ec2:DescribeFleets", 1L);
        assertThat(lastEvent(source.scope("ec2.vpc"))).isInstanceOf(SyncFailed.class);
        assertThat(lastEvent(source.scope("ec2.instance"))).isInstanceOf(SyncCompleted.class);
        assertThat(source.closed()).isTrue();
    }

    private Object lastEvent(Scope scope) {
        var events = publisher.events(scope);
        return events.get(events.size() - 1).getEvent();
    }

    @Test
    void shouldFailOneScopeWhenAModuleOfItsServiceDoesNotFit() {
        FakeSource source = new FakeSource("1").items("ec2.volume", "c").with("ec2.vpc", sink -> {
            throw new AbstractMethodError("of another version");
        });

        SyncReport report = runner(SyncOptions.defaults()).run(source);

        assertThat(report.sources()).isEmpty();
        assertThat(failed()).singleElement().satisfies(failed -> {
            assertThat(failed.scope()).isEqualTo(source.scope("ec2.vpc"));
            assertThat(failed.failure()).asString().contains("of another version");
        });
        assertThat(lastEvent(source.scope("ec2.vpc"))).isInstanceOf(SyncFailed.class);
        assertThat(lastEvent(source.scope("ec2.volume"))).isInstanceOf(SyncCompleted.class);
    }

    @Test
    void shouldSendNothingOfAScopeThatIsNotForTheAccountAndSucceed() {
        FakeSource source = new FakeSource("1").items("ec2.volume", "c").unavailable("ec2.vpc", denied().failure());

        SyncReport report = runner(SyncOptions.defaults()).run(source);

        assertThat(report.succeeded()).isTrue();
        assertThat(report.skippedCount()).isEqualTo(1);
        assertThat(ended)
                .filteredOn(result -> result.state() == ScopeResult.State.SKIPPED)
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.scope()).isEqualTo(source.scope("ec2.vpc"));
                    assertThat(skipped.syncId()).isEmpty();
                    assertThat(skipped.failure()).isEqualTo(denied().failure());
                });
        assertThat(publisher.events(source.scope("ec2.vpc"))).isEmpty();
        assertThat(lastEvent(source.scope("ec2.volume"))).isInstanceOf(SyncCompleted.class);
    }

    @Test
    void shouldReadAScopeWhoseAvailabilityCannotBeChecked() {
        FakeSource source = new FakeSource("1") {
            @Override
            public Optional<ReadFailure> unavailable(Scope scope) {
                throw new AbstractMethodError("modules that do not fit together");
            }
        };
        source.items("ec2.volume", "c");

        assertThat(runner(SyncOptions.defaults()).run(source).succeeded()).isTrue();
        assertThat(lastEvent(source.scope("ec2.volume"))).isInstanceOf(SyncCompleted.class);
    }

    @Test
    void shouldReportASourceThatCannotBeListedAndGoOnWithOthers() {
        FakeSource bad = new FakeSource("1").undiscoverable(denied());
        FakeSource good = new FakeSource("2").items("ec2.vpc", "a");

        SyncReport report =
                runner(SyncOptions.defaults()).run(List.of(bad, good).iterator());

        assertThat(report.succeeded()).isFalse();
        assertThat(report.sources()).singleElement().satisfies(problem -> {
            assertThat(problem.source()).isEqualTo("fake account 1");
            assertThat(problem.failure()).isEqualTo(denied().failure());
        });
        assertThat(ended).singleElement().satisfies(scope -> assertThat(scope.succeeded())
                .isTrue());
    }

    @Test
    void shouldEndTheRunWhenNothingCanBeSentAnyMore() {
        publisher.failWhen(event -> event.getEvent() instanceof ResourceObserved, true);
        FakeSource source = new FakeSource("1").items("ec2.instance", "a").items("ec2.volume", "c");

        SyncReport report = runner(SyncOptions.defaults().withParallelism(1, 1)).run(source);

        assertThat(report.publishProblem()).contains("lost an event");
        assertThat(failed()).hasSize(2);
        assertThat(failed().get(1).syncId()).isEmpty();
        assertThat(publisher.events()).noneMatch(event -> event.getEvent() instanceof SyncCompleted);
    }

    @Test
    void shouldFailOnlyTheScopeWhoseEventWasLostWhenOthersMayFareBetter() {
        publisher.failWhen(
                event -> event.getEvent() instanceof ResourceObserved
                        && event.getResourceType().equals("ec2.instance"),
                false);
        FakeSource source = new FakeSource("1").items("ec2.instance", "a").items("ec2.volume", "c");

        SyncReport report = runner(SyncOptions.defaults().withParallelism(1, 1)).run(source);

        assertThat(report.publishProblem()).isNull();
        assertThat(failed())
                .singleElement()
                .satisfies(failed -> assertThat(failed.scope().resourceType()).isEqualTo("ec2.instance"));
    }

    @Test
    void shouldSayCancelledOfScopesThatWereBeingRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        FakeSource source = new FakeSource("1")
                .with("ec2.instance", sink -> {
                    reading.countDown();
                    new CountDownLatch(1).await();
                })
                .items("ec2.volume", "c");
        SyncRunner runner = runner(SyncOptions.defaults().withParallelism(1, 1));
        Thread canceller = new Thread(() -> {
            try {
                reading.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            runner.cancel();
        });
        canceller.start();

        SyncReport report = runner.run(source);
        canceller.join();

        assertThat(ended).extracting(ScopeResult::state).containsOnly(ScopeResult.State.CANCELLED);
        assertThat(lastEvent(source.scope("ec2.instance")))
                .isInstanceOfSatisfying(SyncFailed.class, failed -> assertThat(failed.getReason())
                        .isEqualTo(FailureReason.CANCELLED));
        assertThat(publisher.events(source.scope("ec2.volume"))).isEmpty();
    }

    @Test
    void shouldHoldCountersAndAFewScopesOfEachKindWhenManyFailAlike() {
        List<FakeSource> accounts = IntStream.range(0, 40)
                .mapToObj(number -> new FakeSource("a" + number)
                        .with("ec2.vpc", sink -> {
                            throw denied();
                        })
                        .with("ec2.volume", sink -> {
                            throw new SourceException(
                                    ReadFailure.of(FailureReason.UNREACHABLE, "no answer " + number), null);
                        })
                        .items("ec2.instance", "i"))
                .toList();

        SyncReport report = runner(SyncOptions.defaults()).run(accounts.iterator());

        assertThat(report.succeeded()).isFalse();
        assertThat(report.failedCount()).isEqualTo(80);
        assertThat(report.completedCount()).isEqualTo(40);
        assertThat(report.failed()).hasSize(2).allSatisfy(group -> {
            assertThat(group.count()).isEqualTo(40);
            assertThat(group.scopes()).hasSize(SyncTally.NAMED);
        });
    }

    @Test
    void shouldSayWhyDetailsWereUnreadableByKind() {
        FakeSource source = new FakeSource("1").with("ec2.vpc", sink -> {
            sink.page(Instant.EPOCH);
            sink.unreadable("a", denied().failure());
            sink.unreadable("b", ReadFailure.of(FailureReason.OTHER, "odd"));
            sink.unreadable("c", denied().failure());
            sink.item(new RawResource("d", JsonNodeFactory.instance.objectNode().put("x", "x".repeat(9_000_000))));
        });

        SyncReport report = runner(SyncOptions.defaults()).run(source);

        assertThat(report.succeeded()).isTrue();
        assertThat(report.unreadable()).isEqualTo(4);
        assertThat(report.unreadableKinds())
                .extracting(
                        FailureGroup::resourceType,
                        group -> requireNonNull(group.first()).reason(),
                        FailureGroup::count)
                .containsExactly(
                        tuple("ec2.vpc", FailureReason.ACCESS_DENIED, 2L), tuple("ec2.vpc", FailureReason.OTHER, 2L));
    }

    @Test
    void shouldNeverCompleteAPartialSync() {
        FakeSource source = new FakeSource("1").items("ec2.instance", "a", "b");
        SyncOptions options = SyncOptions.defaults()
                .withFilter(new SyncOptions.Filter("id=a", item -> item.id().equals("a")));

        SyncReport report = runner(options).run(source);

        assertThat(report.succeeded()).isTrue();
        assertThat(report.items()).isEqualTo(1);
        assertThat(lastEvent(source.scope("ec2.instance"))).isEqualTo(new SyncPartial("id=a"));
    }

    @Test
    void shouldHoldNoMoreSourcesOpenThanAllowed() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<FakeSource> made = new ArrayList<>();
        Iterator<InventorySource> sources = IntStream.range(0, 50)
                .<InventorySource>mapToObj(number -> {
                    most.accumulateAndGet(
                            (int) made.stream()
                                            .filter(source -> !source.closed())
                                            .count()
                                    + 1,
                            Math::max);
                    FakeSource source = new FakeSource("a" + number).with("ec2.vpc", sink -> open.incrementAndGet());
                    made.add(source);
                    return source;
                })
                .iterator();

        SyncReport report = runner(SyncOptions.defaults().withParallelism(4, 3)).run(sources);

        assertThat(report.scopeCount()).isEqualTo(50);
        assertThat(open).hasValue(50);
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(made).allMatch(FakeSource::closed);
    }
}
