package io.cartostream.engine.node;

import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
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
 * The assertions of all contributors, one per key: entity, declaration, rank, contributor. All assertions of one declaration
 * have the same property names, so only its first contributor counts: a merge costs one seek per declaration, however many
 * contributors there are.
 */
final class ContributionIndex {
    /** That many entries of one declaration are skipped by reading on; more are skipped by a seek. */
    private static final int READ_ON = 4;

    private static final AssertionRank[] RANKS = AssertionRank.values();

    private final SortedStore store;

    ContributionIndex(SortedStore store) {
        this.store = store;
    }

    /** Stores one contributor's changes. Returns the merged state of all contributors; null if none asserts the entity. */
    @Nullable
    MergedState apply(EntityRef entity, String contributor, List<DeclarationChange> changes) {
        String prefix = entity.contributions();
        write(prefix, contributor, changes);
        return merge(winners(prefix));
    }

    /** Merges the changes of an entity's only contributor. */
    static Merged alone(String contributor, List<DeclarationChange> changes) {
        List<Winner> winners = new ArrayList<>(changes.size());
        for (DeclarationChange change : changes) {
            if (change.body() != null) {
                winners.add(new Winner(change.declaration(), change.rank(), contributor, change.body()));
            }
        }
        return new Merged(merge(winners), !winners.isEmpty(), Collections.emptySortedMap());
    }

    /** Stores one contributor's changes without a merge, for a caller that knows the merged state already. */
    void add(EntityRef entity, String contributor, List<DeclarationChange> changes) {
        write(entity.contributions(), contributor, changes);
    }

    /** True if the contributor ranks behind the first of every declaration, so that the merged state cannot change. */
    static boolean changesNothing(
            String contributor, List<DeclarationChange> changes, SortedMap<String, String> firsts) {
        for (DeclarationChange change : changes) {
            String first = firsts.get(change.declaration());
            if (first == null
                    || change.body() == null
                    || !change.earlierRanks().isEmpty()
                    || CompositeKeys.compare(first, tail(change.declaration(), change.rank(), contributor)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stores one contributor's changes to an entity that may have very many contributors, and merges them.
     *
     * @param firsts the first contribution of each declaration as last found; empty if unknown
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
                    String tail = tail(change.declaration(), change.rank(), contributor);
                    bounds.merge(
                            change.declaration(),
                            tail,
                            (one, other) -> CompositeKeys.compare(one, other) <= 0 ? one : other);
                }
            }
        }
        return merge(prefix, bounds);
    }

    /** Merges the contributors of an entity that may have very many. */
    Merged merge(EntityRef entity, SortedMap<String, String> firsts) {
        return merge(entity.contributions(), firsts);
    }

    private Merged merge(String prefix, SortedMap<String, String> bounds) {
        if (bounds.isEmpty()) {
            Collector collector = collect(prefix);
            return new Merged(
                    merge(collector.winners),
                    !collector.winners.isEmpty(),
                    collector.crowded ? firsts(collector.winners) : Collections.emptySortedMap());
        }
        List<Winner> winners = new ArrayList<>(bounds.size());
        bounds.forEach((declaration, bound) -> {
            Winner winner = firstFrom(prefix, declaration, bound);
            if (winner != null) {
                winners.add(winner);
            }
        });
        return new Merged(merge(winners), !winners.isEmpty(), firsts(winners));
    }

    private void write(String prefix, String contributor, List<DeclarationChange> changes) {
        for (DeclarationChange change : changes) {
            AssertionBody body = change.body();
            for (AssertionRank rank : RANKS) {
                boolean kept = body != null && rank == change.rank();
                if (!kept && change.earlierRanks().contains(rank)) {
                    store.delete(key(prefix, change.declaration(), rank, contributor));
                }
            }
            if (body != null) {
                store.put(
                        key(prefix, change.declaration(), change.rank(), contributor),
                        new ByteWriter(body.bytes().length + 1)
                                .octet(ByteWriter.VERSION)
                                .raw(body.bytes())
                                .toBytes());
            }
        }
    }

    private static @Nullable MergedState merge(List<Winner> winners) {
        if (winners.stream().allMatch(winner -> winner.rank() == AssertionRank.ENRICHMENT)) {
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
            after = CompositeKeys.beyond(collector.declaration);
            collector.crowded |= collector.passed > READ_ON;
        } while (collector.passed > READ_ON);
        return collector;
    }

    /** Finds the first contribution of a declaration; none of its contributions comes before the bound. */
    private @Nullable Winner firstFrom(String prefix, String declaration, String bound) {
        byte[] value = store.get(prefix + bound);
        if (value != null) {
            return Winner.of(bound, value);
        }
        List<Winner> found = new ArrayList<>(1);
        store.scan(prefix + CompositeKeys.prefix(declaration), prefix + bound, (key, next) -> {
            found.add(Winner.of(key.substring(prefix.length()), next));
            return false;
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static SortedMap<String, String> firsts(List<Winner> winners) {
        SortedMap<String, String> firsts = new TreeMap<>();
        winners.forEach(winner ->
                firsts.put(winner.declaration(), tail(winner.declaration(), winner.rank(), winner.contributor())));
        return firsts;
    }

    private static String key(String prefix, String declaration, AssertionRank rank, String contributor) {
        return prefix + tail(declaration, rank, contributor);
    }

    private static String tail(String declaration, AssertionRank rank, String contributor) {
        return CompositeKeys.join(declaration, Integer.toString(rank.number()), contributor);
    }

    /**
     * A merged state, and where its parts were found.
     *
     * @param state null if no contributor asserts the entity; those that only enrich it do not
     * @param contributed whether any contributor is left
     * @param firsts the first contribution of each declaration, if some declaration has many: the next search starts there.
     *     Without it, each contributor of a hub that leaves would make the search pass all deleted entries before it.
     */
    record Merged(@Nullable MergedState state, boolean contributed, SortedMap<String, String> firsts) {}

    private record Winner(String declaration, AssertionRank rank, String contributor, AssertionBody body) {
        static final Comparator<Winner> ORDER = Comparator.comparing(Winner::rank)
                .thenComparing(Winner::contributor, CompositeKeys::compare)
                .thenComparing(Winner::declaration, CompositeKeys::compare);

        static Winner of(String tail, byte[] value) {
            List<String> parts = CompositeKeys.split(tail);
            AssertionBody body = AssertionBody.of(ByteReader.versioned(value).rest());
            return new Winner(parts.get(0), AssertionRank.ofNumber(Integer.parseInt(parts.get(1))), parts.get(2), body);
        }
    }

    /** Collects the first entry of each declaration; stops after several more of the same declaration. */
    private static final class Collector implements SortedStore.Visitor {
        final String prefix;
        final List<Winner> winners = new ArrayList<>(2);
        /** Prefix of all keys of the last declaration. */
        String declaration = "\0";

        int passed;
        boolean crowded;

        Collector(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public boolean visit(String key, byte[] value) {
            if (!winners.isEmpty() && key.startsWith(declaration)) {
                return ++passed <= READ_ON;
            }
            passed = 0;
            declaration = key.substring(0, key.indexOf(CompositeKeys.END, prefix.length()) + 1);
            winners.add(Winner.of(key.substring(prefix.length()), value));
            return true;
        }
    }
}
