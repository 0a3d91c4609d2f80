package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.DeclarationChange;
import io.cartostream.engine.store.SortedStore;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who asserts what, one contributor per key: entity, shape, rank, contributor. All assertions of a shape declare the same
 * properties, so of each shape only the first contributor counts: merging costs a seek per shape, however many contributors
 * there are.
 */
final class ContributionIndex {
    /** Neighbours of one shape are passed by reading on; more by a seek. */
    private static final int READ_ON = 4;

    private final SortedStore store;

    ContributionIndex(SortedStore store) {
        this.store = store;
    }

    /** Takes what one contributor says now; returns what all say together, null if nobody says anything. */
    @Nullable
    MergedState apply(EntityRef entity, String contributor, List<DeclarationChange> changes) {
        String prefix = entity.contributions();
        write(prefix, contributor, changes);
        return merge(winners(prefix));
    }

    /** What one contributor says if nobody else says anything; null: nothing. */
    static @Nullable MergedState alone(String contributor, List<DeclarationChange> changes) {
        List<Winner> winners = new ArrayList<>(changes.size());
        for (DeclarationChange change : changes) {
            if (change.body() != null) {
                winners.add(new Winner(change.shape(), change.rank(), contributor, change.body()));
            }
        }
        return merge(winners);
    }

    /** Takes what one contributor says now, where what all say together is known already. */
    void add(EntityRef entity, String contributor, List<DeclarationChange> changes) {
        write(entity.contributions(), contributor, changes);
    }

    /** Whether what one contributor says comes behind what counts, of each shape: then it changes nothing. */
    static boolean addsOnly(String contributor, List<DeclarationChange> changes, SortedMap<String, String> firsts) {
        for (DeclarationChange change : changes) {
            String first = firsts.get(change.shape());
            if (first == null
                    || change.body() == null
                    || change.earlierRanks() != 0
                    || CompositeKeys.compare(first, tail(change.shape(), change.rank(), contributor)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes what one contributor says now of an entity that may have very many.
     *
     * @param firsts the first contribution of each shape as it was last found; empty: not known
     */
    Merged apply(
            EntityRef entity, String contributor, List<DeclarationChange> changes, SortedMap<String, String> firsts) {
        String prefix = entity.contributions();
        write(prefix, contributor, changes);
        SortedMap<String, String> bounds = firsts;
        if (!firsts.isEmpty()) {
            bounds = new TreeMap<>(firsts);
            for (DeclarationChange change : changes) {
                if (change.body() != null) {
                    String tail = tail(change.shape(), change.rank(), contributor);
                    bounds.merge(
                            change.shape(), tail, (one, other) -> CompositeKeys.compare(one, other) <= 0 ? one : other);
                }
            }
        }
        return merge(prefix, bounds);
    }

    /** What all say together of an entity that may have very many contributors. */
    Merged merge(EntityRef entity, SortedMap<String, String> firsts) {
        return merge(entity.contributions(), firsts);
    }

    private Merged merge(String prefix, SortedMap<String, String> bounds) {
        if (bounds.isEmpty()) {
            Collector collector = collect(prefix);
            return new Merged(
                    merge(collector.winners),
                    collector.crowded ? firsts(collector.winners) : Collections.emptySortedMap());
        }
        List<Winner> winners = new ArrayList<>(bounds.size());
        bounds.forEach((shape, bound) -> {
            Winner winner = firstFrom(prefix, shape, bound);
            if (winner != null) {
                winners.add(winner);
            }
        });
        return new Merged(merge(winners), firsts(winners));
    }

    private void write(String prefix, String contributor, List<DeclarationChange> changes) {
        for (DeclarationChange change : changes) {
            AssertionBody body = change.body();
            for (int rank = 0; rank < 4; rank++) {
                boolean kept = body != null && rank == change.rank();
                if (!kept && (change.earlierRanks() & (1 << rank)) != 0) {
                    store.delete(key(prefix, change.shape(), rank, contributor));
                }
            }
            if (body != null) {
                store.put(
                        key(prefix, change.shape(), change.rank(), contributor),
                        new ByteWriter(body.bytes().length + 1)
                                .octet(ByteWriter.VERSION)
                                .raw(body.bytes())
                                .toBytes());
            }
        }
    }

    private static @Nullable MergedState merge(List<Winner> winners) {
        if (winners.isEmpty()) {
            return null;
        }
        winners.sort(Winner.ORDER);
        SortedSet<String> labels = new TreeSet<>();
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        Set<String> declared = new HashSet<>();
        for (Winner winner : winners) {
            labels.addAll(winner.body().labels());
            winner.body().properties().forEach((name, value) -> {
                if (declared.add(name) && value != null) {
                    properties.put(name, value);
                }
            });
        }
        return new MergedState(labels, properties);
    }

    private List<Winner> winners(String prefix) {
        return collect(prefix).winners;
    }

    private Collector collect(String prefix) {
        Collector collector = new Collector(prefix);
        String after = null;
        do {
            collector.passed = 0;
            store.scan(prefix, after, collector);
            after = CompositeKeys.beyond(collector.shape);
            collector.crowded |= collector.passed > READ_ON;
        } while (collector.passed > READ_ON);
        return collector;
    }

    /** The first contribution of the shape, none of which comes before the bound. */
    private @Nullable Winner firstFrom(String prefix, String shape, String bound) {
        byte[] value = store.get(prefix + bound);
        if (value != null) {
            return Winner.of(bound, value);
        }
        List<Winner> found = new ArrayList<>(1);
        store.scan(prefix + CompositeKeys.prefix(shape), prefix + bound, (key, next) -> {
            found.add(Winner.of(key.substring(prefix.length()), next));
            return false;
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static SortedMap<String, String> firsts(List<Winner> winners) {
        SortedMap<String, String> firsts = new TreeMap<>();
        winners.forEach(
                winner -> firsts.put(winner.shape(), tail(winner.shape(), winner.rank(), winner.contributor())));
        return firsts;
    }

    private static String key(String prefix, String shape, int rank, String contributor) {
        return prefix + tail(shape, rank, contributor);
    }

    private static String tail(String shape, int rank, String contributor) {
        return CompositeKeys.join(shape, Integer.toString(rank), contributor);
    }

    /**
     * What all say together, and where that was found.
     *
     * @param effective null if nobody says anything
     * @param firsts the first contribution of each shape, if some shape has many: where the next search starts. Without it
     *     the contributors of a hub that leave in order would each make the search pass all that left before.
     */
    record Merged(@Nullable MergedState effective, SortedMap<String, String> firsts) {}

    private record Winner(String shape, int rank, String contributor, AssertionBody body) {
        static final Comparator<Winner> ORDER = Comparator.comparingInt(Winner::rank)
                .thenComparing(Winner::contributor, CompositeKeys::compare)
                .thenComparing(Winner::shape, CompositeKeys::compare);

        static Winner of(String tail, byte[] value) {
            List<String> parts = CompositeKeys.split(tail);
            AssertionBody body = AssertionBody.of(ByteReader.versioned(value).rest());
            return new Winner(parts.get(0), Integer.parseInt(parts.get(1)), parts.get(2), body);
        }
    }

    /** Takes the first entry of each shape; stops after some more of the same shape. */
    private static final class Collector implements SortedStore.Visitor {
        final String prefix;
        final List<Winner> winners = new ArrayList<>(2);
        /** All keys of the last shape start with this. */
        String shape = "\0";

        int passed;
        boolean crowded;

        Collector(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public boolean visit(String key, byte[] value) {
            if (!winners.isEmpty() && key.startsWith(shape)) {
                return ++passed <= READ_ON;
            }
            passed = 0;
            shape = key.substring(0, key.indexOf(CompositeKeys.END, prefix.length()) + 1);
            winners.add(Winner.of(key.substring(prefix.length()), value));
            return true;
        }
    }
}
