package io.cartostream.engine.lookup;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.EngineConfig;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.message.EntityFacts;
import io.cartostream.engine.message.LookupDirection;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.LookupMessage.CarrierChanged;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.RelationshipEnd;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.engine.store.WorkQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lookup stage: turns every pair of a demand and a carrier of one value into a relationship fact. One instance
 * per partition, for one thread.
 *
 * <p>The partition of the value sends all facts of a pair, under a contributor of the pair: the demanding contributor, the
 * direction and the value. So two values that lead to one node never compete for a key, and the last message counts. A
 * changed demand or carrier is paired by a cursor that reads the current state of both sides. One that leaves is marked and
 * kept until its cursor has withdrawn all its pairs, so that the other side's cursor never misses a pair.
 */
public final class LookupStage {
    private static final byte[] PRESENT = ByteWriter.versioned().flag(true).toBytes();
    private static final byte[] LEAVING = ByteWriter.versioned().flag(false).toBytes();

    private final EngineConfig config;
    private final LookupStores stores;
    private final LookupOutput output;
    private final WorkQueue work;

    /** A stage over the stores of one partition. */
    public LookupStage(EngineConfig config, LookupStores stores, LookupOutput output) {
        this.config = config;
        this.stores = stores;
        this.output = output;
        this.work = new WorkQueue(stores.work());
    }

    /**
     * Processes one message from lookups-by-value.
     *
     * @param lookupKey the record key
     */
    public void process(String lookupKey, LookupMessage message) {
        if (message instanceof CarrierChanged carrier) {
            carrierChanged(lookupKey, carrier);
        } else if (message instanceof DemandsChanged demands) {
            int left = config.inlineBudget();
            for (DemandChange change : demands.changes()) {
                left -= demandChanged(
                        lookupKey, LookupDemand.of(demands.contributor(), change), demands.provenance(), left);
            }
        }
    }

    /**
     * Continues fan-outs.
     *
     * @param budget rough limit of the messages sent
     * @return whether work is left
     */
    public boolean continueWork(int budget) {
        int left = budget;
        while (left > 0) {
            String name = work.next();
            if (name == null) {
                return false;
            }
            left -= advance(FanOut.of(name, Objects.requireNonNull(work.memo(name))), left);
        }
        return work.mayHaveMore();
    }

    /** Returns whether fan-outs are pending. */
    public boolean hasWork() {
        return work.mayHaveMore();
    }

    private void carrierChanged(String lookupKey, CarrierChanged carrier) {
        String key = CompositeKeys.join(lookupKey, carrier.node().text());
        if (!carrier.carries() && stores.carriers().get(key) == null) {
            return;
        }
        stores.carriers().put(key, carrier.carries() ? PRESENT : LEAVING);
        advance(new FanOut(true, key, null, carrier.provenance()), config.inlineBudget());
    }

    /** Stores a demand and pairs it within the budget, which all demands of one message share. Returns what it spent. */
    private int demandChanged(String lookupKey, LookupDemand change, Provenance provenance, int budget) {
        String key = change.key(lookupKey);
        byte[] encoded = stores.demands().get(key);
        LookupDemand earlier = encoded == null ? null : LookupDemand.decode(key, encoded);
        if (change.leaving() && earlier == null) {
            return 0;
        }
        stores.demands().put(key, change.after(earlier).encode());
        FanOut fanOut = new FanOut(false, key, null, provenance);
        if (budget > 0) {
            return advance(fanOut, budget);
        }
        work.add(fanOut.name(), fanOut.memo());
        return 0;
    }

    /** Sends the next pairs. Returns how many, at least 1. */
    private int advance(FanOut fanOut, int budget) {
        String lookupKey = CompositeKeys.split(fanOut.key()).get(0);
        SortedStore changed = fanOut.ofCarrier() ? stores.carriers() : stores.demands();
        SortedStore others = fanOut.ofCarrier() ? stores.demands() : stores.carriers();
        byte[] current = Objects.requireNonNull(changed.get(fanOut.key()));
        List<Entry> slice = new ArrayList<>();
        others.scan(CompositeKeys.prefix(lookupKey), fanOut.cursor(), (key, value) -> {
            slice.add(new Entry(key, value));
            return slice.size() < budget;
        });
        Entry self = new Entry(fanOut.key(), current);
        for (Entry other : slice) {
            send(lookupKey, fanOut.ofCarrier() ? other : self, fanOut.ofCarrier() ? self : other, fanOut.provenance());
        }
        String name = fanOut.name();
        if (slice.size() == budget) {
            work.add(name, fanOut.at(slice.get(slice.size() - 1).key()).memo());
        } else {
            if (work.memo(name) != null) {
                work.remove(name);
            }
            if (fanOut.ofCarrier()
                    ? leaving(current)
                    : LookupDemand.decode(fanOut.key(), current).leaving()) {
                changed.delete(fanOut.key());
            }
        }
        return Math.max(1, slice.size());
    }

    private void send(String lookupKey, Entry demandEntry, Entry carrierEntry, Provenance provenance) {
        LookupDemand demand = LookupDemand.decode(demandEntry.key(), demandEntry.value());
        EntityKey.Node carrier = (EntityKey.Node)
                EntityKey.parse(CompositeKeys.split(carrierEntry.key()).get(1));
        boolean outward = demand.direction() == LookupDirection.OUTWARD;
        EntityKey.Node from = outward ? demand.anchor() : carrier;
        EntityKey.Node to = outward ? carrier : demand.anchor();
        DeclarationChange change = demand.change();
        if (leaving(carrierEntry.value())) {
            change = new DeclarationChange(change.declaration(), change.rank(), change.earlierRanks(), null);
        }
        String contributor =
                CompositeKeys.join(demand.contributor(), demand.direction().symbol() + lookupKey);
        output.toNode(
                from.text(),
                new FactsChanged(
                        contributor,
                        List.of(new EntityFacts(new RelationshipEnd(demand.type(), to), List.of(change))),
                        provenance));
    }

    private static boolean leaving(byte @Nullable [] carrier) {
        return Arrays.equals(carrier, LEAVING);
    }

    private record Entry(String key, byte[] value) {}
}
