package io.cartostream.topology.modelchange;

import io.cartostream.avro.InventoryItem;
import io.cartostream.contract.Scope;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.topology.metrics.TopologyMeter;
import io.cartostream.topology.metrics.TopologyMeters;
import io.cartostream.topology.modelchange.EpochMark.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the facts of one partition's resources again when other models come into force: reads the payloads from
 * inventory-latest in bounded slices. The progress is stored with the stage's state, so that each slice counts once and a restart
 * continues after the last slice. For one thread.
 *
 * <p>The end of the reading is fixed after the partition's previous owner was fenced, and includes uncommitted records. So every
 * payload whose facts were derived under other models is before that end. The stage recognises a payload that was replaced in
 * the meantime by its hash.
 *
 * <p>First, everything that the models yield is asserted. Facts that the models no longer yield are retracted when all
 * partitions have asserted theirs, so that an entity which another resource now asserts is never deleted in between.
 */
public final class FactRederivation {

    private static final Logger LOG = LoggerFactory.getLogger(FactRederivation.class);
    /** Key of the mark in the stage's work store. */
    private static final String MARK = "m";

    private static final int PER_SLICE = 200;

    private final ModelsInForce inForce;
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

    /** Payloads that are read but not derived yet. The mark stays before them, so a restart reads them again. */
    private final Deque<PayloadFeed.Item> read = new ArrayDeque<>();

    /**
     * Creates the rederivation of one partition.
     *
     * @param partition one of {@code settings.scopePartitions()}
     * @param work the stage's store of unfinished work
     * @param scopes the stage's store of scopes
     * @param announce reports to the other partitions that this one has asserted everything for a generation
     */
    public FactRederivation(
            RederivationSettings settings,
            int partition,
            SortedStore work,
            SortedStore scopes,
            ScopeStage stage,
            LongConsumer announce) {
        this.inForce = settings.inForce();
        this.work = work;
        this.scopes = scopes;
        this.stage = stage;
        this.feeds = settings.payloads();
        this.meters = settings.meters();
        this.barrier = settings.barrier();
        this.announce = announce;
        this.budget = settings.budget();
        int partitions = settings.scopePartitions();
        this.owned = scopeKey -> partitions == 0
                || Utils.toPositive(Utils.murmur2(scopeKey.getBytes(StandardCharsets.UTF_8))) % partitions == partition;
    }

    /**
     * Compares the models of the partition's state with those of this instance. To be called before anything else happens with the
     * partition; does nothing after the first call.
     *
     * @throws OtherModelsException if the state was derived under newer models
     */
    public void enter() {
        if (mark != null) {
            return;
        }
        byte[] encoded = work.get(MARK);
        EpochMark before = encoded == null ? null : EpochMark.decode(encoded);
        if (before != null && !before.models().admits(inForce)) {
            throw new OtherModelsException("models of epoch " + before.models().epoch() + " are in force since "
                    + before.models().since() + " (generation "
                    + before.models().generation() + "), this instance runs "
                    + inForce.epoch() + " (generation " + inForce.generation() + ")");
        } else if (before != null && before.models().epoch().equals(inForce.epoch())) {
            resume(before);
        } else if (before == null && isEmpty(scopes)) {
            announce.accept(inForce.generation());
            save(EpochMark.complete(inForce));
        } else {
            begin();
        }
        gauge(!done());
    }

    /** Continues with the same models. Others may have been in force in between: other partitions then wait in this generation. */
    private void resume(EpochMark before) {
        if (before.models().generation() == inForce.generation()) {
            take(before);
        } else if (before.step() == Step.DONE) {
            announce.accept(inForce.generation());
            save(EpochMark.complete(inForce));
        } else {
            begin();
        }
    }

    private static boolean isEmpty(SortedStore store) {
        AtomicBoolean empty = new AtomicBoolean(true);
        store.scan("", null, (key, value) -> {
            empty.set(false);
            return false;
        });
        return empty.get();
    }

    private void begin() {
        PayloadFeed opened = feeds.open();
        feed = opened;
        EpochMark begun = new EpochMark(inForce, opened.beginning(), opened.end(), Step.GROW_RESOURCES, null);
        opened.seek(begun.positions());
        save(begun);
        LOG.info("Deriving the facts of a partition again under models of epoch {}", inForce.epoch());
    }

    public boolean done() {
        return mark != null && mark.step() == Step.DONE;
    }

    /** Does the next slice, if work is left. */
    public void slice() {
        enter();
        EpochMark now = mark;
        if (now == null) {
            return;
        }
        switch (now.step()) {
            case GROW_RESOURCES -> growResources(now);
            case GROW_SCOPES -> growScopes(now);
            case WAIT -> {
                if (barrier.passed(inForce.generation())) {
                    save(now.next(Step.SETTLE));
                }
            }
            case SETTLE -> settle(now);
            case DONE -> gauge(false);
        }
    }

    private void growResources(EpochMark now) {
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

    /** Asserts what scopes themselves yield, including scopes without resources. */
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
            announce.accept(inForce.generation());
            save(now.next(Step.WAIT));
        } else {
            save(now.behind(slice.get(done - 1)));
        }
    }

    private void settle(EpochMark now) {
        String cursor = stage.settle(now.cursor(), PER_SLICE);
        if (cursor == null) {
            save(EpochMark.complete(inForce));
            gauge(false);
            LOG.info("Derived the facts of a partition again under models of epoch {}", inForce.epoch());
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
