package io.cartostream.engine.scope;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.store.SortedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the slices of a scope's sweep. */
final class SweepRunner {
    /** Number of entries whose reading costs as much of the budget as a message. */
    private static final int LOOKS_PER_MESSAGE = 16;

    private static final int SLICE = 512;

    private final SortedStore sightings;
    private final ResourceRules resources;

    SweepRunner(SortedStore sightings, ResourceRules resources) {
        this.sightings = sightings;
        this.resources = resources;
    }

    /** Reads the next entries until the budget is spent. Returns whether the sweep is done. */
    boolean advance(ScopeTransaction transaction, int budget) {
        Sweep sweep = Objects.requireNonNull(transaction.state().sweep);
        Provenance provenance = transaction.provenance(sweep.syncId, sweep.effectiveTime);
        List<Entry> slice = new ArrayList<>();
        sightings.scan(CompositeKeys.prefix(transaction.key()), sweep.cursor, (key, value) -> {
            slice.add(new Entry(key, Sighting.decode(value)));
            return slice.size() < SLICE;
        });
        int looked = 0;
        for (Entry entry : slice) {
            sweep.cursor = entry.key();
            visit(transaction, sweep, entry, provenance);
            if (++looked % LOOKS_PER_MESSAGE == 0) {
                transaction.spend(1);
            }
            if (transaction.spent() >= budget) {
                return false;
            }
        }
        transaction.spend(1);
        return slice.size() < SLICE;
    }

    private void visit(ScopeTransaction transaction, Sweep sweep, Entry entry, Provenance provenance) {
        Sighting sighting = entry.sighting();
        if (sighting.removed()) {
            if (sighting.time() < transaction.state().floor) {
                sightings.delete(entry.key());
                transaction.state().tombstones--;
            }
        } else if (sweep.retracts(sighting)) {
            String id = CompositeKeys.split(entry.key()).get(1);
            resources.retract(transaction, entry.key(), id, sighting, provenance);
            sightings.delete(entry.key());
            sweep.retracted++;
        }
    }

    private record Entry(String key, Sighting sighting) {}
}
