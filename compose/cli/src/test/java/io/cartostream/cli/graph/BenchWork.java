package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What all writers of {@link SinksBench} have to write.
 *
 * @param before what must be there; not timed
 * @param rows the first load and, sent once more, the unchanged replay
 * @param changed every hundredth row, with another value
 */
record BenchWork(String name, List<GraphChange> before, List<GraphChange> rows, List<GraphChange> changed) {
    static final String ONE_LABEL = "one label";
    static final String HUBS = "relationships to 3 hubs";

    /** The labels that nodes may have, for constraints. */
    static final int LABELS = 60;

    private static final int NETS = 1_000;
    private static final int CHANGED_SHARE = 100;

    /** All of them, of so many rows each; the same for the same seed. */
    static List<BenchWork> all(int rows, long seed) {
        return List.of(
                nodes(ONE_LABEL, rows, i -> 0),
                nodes("20 skewed labels", rows, skewed(20, seed)),
                nodes(LABELS + " skewed labels", rows, skewed(LABELS, seed)),
                links("relationships, random ends", rows, spread(NETS, seed)),
                links(HUBS, rows, i -> i % 3));
    }

    /** Fewer of the same, for a writer that needs long for many. */
    BenchWork first(int count) {
        return new BenchWork(
                name,
                before.subList(0, before.isEmpty() ? 0 : Math.min(NETS + count, before.size())),
                rows.subList(0, Math.min(count, rows.size())),
                changed.subList(0, Math.max(1, Math.min(count, rows.size()) / CHANGED_SHARE)));
    }

    private static BenchWork nodes(String name, int rows, IntUnaryOperator label) {
        int[] labels = IntStream.range(0, rows).map(label).toArray();
        return of(
                name,
                List.of(),
                rows,
                i -> Changes.node("L" + labels[i], "n" + i, "bench"),
                i -> Changes.node("L" + labels[i], "n" + i, "changed"));
    }

    private static BenchWork links(String name, int rows, IntUnaryOperator net) {
        int[] nets = IntStream.range(0, rows).map(net).toArray();
        List<GraphChange> ends = new ArrayList<>();
        IntStream.range(0, NETS).forEach(i -> ends.add(Changes.node("Net", "net" + i, "bench")));
        IntStream.range(0, rows).forEach(i -> ends.add(Changes.node("Host", "host" + i, "bench")));
        return of(name, ends, rows, i -> Changes.linked("host" + i, "net" + nets[i]), i -> {
            GraphChange link = Changes.linked("host" + i, "net" + nets[i]);
            link.setProperties(Map.of("note", Changes.text("S", "changed")));
            return link;
        });
    }

    private static BenchWork of(
            String name,
            List<GraphChange> before,
            int rows,
            IntFunction<GraphChange> row,
            IntFunction<GraphChange> changed) {
        return new BenchWork(
                name,
                before,
                IntStream.range(0, rows).mapToObj(row).toList(),
                IntStream.range(0, rows)
                        .filter(i -> i % CHANGED_SHARE == 0)
                        .mapToObj(changed)
                        .toList());
    }

    /** Many rows of a few, few of most. */
    private static IntUnaryOperator skewed(int labels, long seed) {
        Random random = new Random(seed);
        return i -> (int) Math.min(labels - 1, Math.abs(random.nextGaussian()) * labels / 4);
    }

    private static IntUnaryOperator spread(int bound, long seed) {
        Random random = new Random(seed);
        return i -> random.nextInt(bound);
    }
}
