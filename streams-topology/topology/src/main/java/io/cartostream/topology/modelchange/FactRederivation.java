package io.cartostream.topology.modelchange;

import io.cartostream.avro.InventoryItem;
import io.cartostream.contract.Scope;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.EpochMark.Step;
import io.cartostream.topology.stage.StageSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the facts of one partition's resources anew when other models come into force: reads their payloads from
 * inventory-latest in bounded slices. How far it came is kept with the stage's state, so that each slice counts once, and a
 * restart goes on behind the last one.
 *
 * <p>The end of what is to be read is taken after this partition's former owner was fenced, and counts what is not committed
 * yet: so every payload whose facts were derived under other models lies before it. A payload that was replaced meanwhile is
 * told by the stage from its hash.
 *
 * <p>First everything is asserted that the models yield. What they no longer yield is retracted when all partitions have come
 * so far, so that nothing blinks which another resource, elsewhere, asserts from now on.
 */
public final class FactRederivation {

    private static final Logger LOG = LoggerFactory.getLogger(FactRederivation.class);
    private static final String MARK = "m";
    private static final int PER_SLICE = 200;

    private final ModelsInForce mine;
    private final SortedStore work;
    private final SortedStore scopes;
    private final ScopeStage stage;
    private final PayloadFeed.Source feeds;
    private final Predicate<String> owned;
    private final TopologyMeters meters;
    private final ModelChangeBarrier barrier;
    private final LongConsumer announce;
    private final int budget;

    private @Nullable EpochMark mark;
    private @Nullable PayloadFeed feed;
    private boolean counted;

    /** What was read and is yet to be derived. The mark stays before all of it: a restart reads it again. */
    private final Deque<PayloadFeed.Item> read = new ArrayDeque<>();

    /**
     * For one partition.
     *
     * @param settings the models in force and where payloads are read
     * @param partition this one, of {@code settings.scopePartitions()}
     * @param work the stage's store for what is unfinished
     * @param announce tells the other partitions that this one is through with the first step of a generation
     */
    public FactRederivation(
            StageSettings settings,
            int partition,
            SortedStore work,
            SortedStore scopes,
            ScopeStage stage,
            LongConsumer announce) {
        this.mine = settings.inForce();
        this.work = work;
        this.scopes = scopes;
        this.stage = stage;
        this.feeds = settings.payloads();
        this.meters = settings.meters();
        this.barrier = settings.barrier();
        this.announce = announce;
        this.budget = settings.engine().inlineBudget();
        int partitions = settings.scopePartitions();
        this.owned = scopeKey -> partitions == 0
                || Utils.toPositive(Utils.murmur2(scopeKey.getBytes(StandardCharsets.UTF_8))) % partitions == partition;
    }

    /**
     * Before anything else is done with the partition: takes note of the models.
     *
     * @throws OtherModelsException if newer ones were here
     */
    public void enter() {
        if (mark != null) {
            return;
        }
        byte[] encoded = work.get(MARK);
        EpochMark before = encoded == null ? null : EpochMark.decode(encoded);
        if (before != null && !before.models().admits(mine)) {
            throw new OtherModelsException("models of epoch " + before.models().epoch() + " are in force since "
                    + before.models().since() + " (generation "
                    + before.models().generation() + "), this instance runs "
                    + mine.epoch() + " (generation " + mine.generation() + ")");
        } else if (before != null && before.models().epoch().equals(mine.epoch())) {
            resume(before);
        } else if (before == null && isEmpty(scopes)) {
            announce.accept(mine.generation());
            save(EpochMark.complete(mine));
        } else {
            begin();
        }
        gauge(!done());
    }

    /** The same models; but others may have been in force in between, and those who were there wait in this generation. */
    private void resume(EpochMark before) {
        if (before.models().generation() == mine.generation()) {
            take(before);
        } else if (before.step() == Step.DONE) {
            announce.accept(mine.generation());
            save(EpochMark.complete(mine));
        } else {
            begin();
        }
    }

    private static boolean isEmpty(SortedStore store) {
        boolean[] empty = {true};
        store.scan("", null, (key, value) -> empty[0] = false);
        return empty[0];
    }

    private void begin() {
        PayloadFeed opened = feeds.open();
        feed = opened;
        EpochMark begun = new EpochMark(mine, opened.beginning(), opened.end(), Step.GROW_RESOURCES, null);
        opened.seek(begun.positions());
        save(begun);
        LOG.info("Deriving the facts of a partition anew under models of epoch {}", mine.epoch());
    }

    public boolean done() {
        return mark != null && mark.step() == Step.DONE;
    }

    /** Does the next slice, if anything is left. */
    public void slice() {
        enter();
        EpochMark now = mark;
        if (now == null) {
            return;
        }
        switch (now.step()) {
            case GROW_RESOURCES -> readOn(now);
            case GROW_SCOPES -> growScopes(now);
            case WAIT -> {
                if (barrier.passed(mine.generation())) {
                    save(now.next(Step.SETTLE));
                }
            }
            case SETTLE -> settle(now);
            case DONE -> gauge(false);
        }
    }

    private void readOn(EpochMark now) {
        if (now.allRead()) {
            closeFeed();
            save(now.next(Step.GROW_SCOPES));
            return;
        }
        PayloadFeed from = feed;
        if (from == null) {
            from = feeds.open();
            from.seek(now.positions());
            feed = from;
        }
        if (read.isEmpty()) {
            from.poll().stream()
                    .filter(item -> owned.test(Scope.keyOfResource(item.resourceKey())))
                    .forEach(read::add);
        }
        int spent = 0;
        while (!read.isEmpty() && spent < budget) {
            InventoryItem item = from.decode(read.element());
            Scope scope = new Scope(item.getProvider(), item.getAccount(), item.getRegion(), item.getResourceType());
            spent += stage.grow(scope, item.getId(), item.getPayload());
            meters.count(TopologyMeter.REDERIVED);
            read.remove();
        }
        if (!read.isEmpty()) {
            return;
        }
        EpochMark next = now.at(from.positions());
        if (!next.equals(now)) {
            save(next);
        }
    }

    /** What scopes assert themselves: also of those without resources. */
    private void growScopes(EpochMark now) {
        List<String> slice = new ArrayList<>();
        scopes.scan("", now.cursor(), (key, value) -> {
            slice.add(key);
            return slice.size() < PER_SLICE;
        });
        int spent = 0;
        int done = 0;
        while (done < slice.size() && spent < budget) {
            spent += stage.grow(Scope.parse(slice.get(done)));
            done++;
        }
        if (done == slice.size() && done < PER_SLICE) {
            announce.accept(mine.generation());
            save(now.next(Step.WAIT));
        } else {
            save(now.behind(slice.get(done - 1)));
        }
    }

    private void settle(EpochMark now) {
        String cursor = stage.settle(now.cursor(), PER_SLICE);
        if (cursor == null) {
            save(EpochMark.complete(mine));
            gauge(false);
            LOG.info("Derived the facts of a partition anew under models of epoch {}", mine.epoch());
        } else {
            save(now.behind(cursor));
        }
    }

    private void save(EpochMark next) {
        take(next);
        work.put(MARK, next.encode());
    }

    private void take(EpochMark next) {
        mark = next;
        stage.growing(next.step().compareTo(Step.SETTLE) < 0);
    }

    private void gauge(boolean active) {
        if (active != counted) {
            counted = active;
            meters.add(TopologyMeter.PARTITIONS_REDERIVING, active ? 1 : -1);
        }
    }

    public void close() {
        gauge(false);
        closeFeed();
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
            feed = null;
            read.clear();
        }
    }
}
