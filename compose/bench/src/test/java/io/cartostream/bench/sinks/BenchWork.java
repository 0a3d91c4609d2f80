package io.cartostream.bench.sinks;

import io.cartostream.avro.GraphChange;
import io.cartostream.cli.graph.ChangeRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The rows that all writers of {@link SinksBench} write.
 *
 * @param before rows that must be stored before; not timed
 * @param rows the first load and, sent again, the unchanged replay
 * @param changed every hundredth row, with another value
 */
record BenchWork(String name, List<GraphChange> before, List<GraphChange> rows, List<GraphChange> changed) {
    static final String ONE_LABEL = "one label";
    static final String HUBS = "relationships to 3 hubs";

    /** The labels that nodes may have, for constraints. */
    static final int LABELS = 60;

    private static final int NETS = 1_000;
    private static final int CHANGED_SHARE = 100;

    /** Every kind of work, with this number of rows each; the same for the same seed. */
    static List<BenchWork> all(int rows, long seed) {
        return List.of(
                nodes(ONE_LABEL, rows, i -> 0),
                nodes("20 skewed labels", rows, skewed(20, seed)),
                nodes(LABELS + " skewed labels", rows, skewed(LABELS, seed)),
                links("relationships, random ends", rows, spread(NETS, seed)),
                links(HUBS, rows, i -> i % 3));
    }

    /** The first rows only, for a slow writer. */
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
                i -> ChangeRecords.node("L" + labels[i], "n" + i, "bench"),
                i -> ChangeRecords.node("L" + labels[i], "n" + i, "changed"));
    }

    private static BenchWork links(String name, int rows, IntUnaryOperator net) {
        int[] nets = IntStream.range(0, rows).map(net).toArray();
        List<GraphChange> ends = new ArrayList<>();
        IntStream.range(0, NETS).forEach(i -> ends.add(ChangeRecords.node("Net", "net" + i, "bench")));
        IntStream.range(0, rows).forEach(i -> ends.add(ChangeRecords.node("Host", "host" + i, "bench")));
        return of(name, ends, rows, i -> ChangeRecords.linked("host" + i, "net" + nets[i]), i -> {
            GraphChange link = ChangeRecords.linked("host" + i, "net" + nets[i]);
            link.setProperties(Map.of("note", ChangeRecords.text("S", "changed")));
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

    /** Many rows of a few labels, few rows of most. */
    private static IntUnaryOperator skewed(int labels, long seed) {
        Random random = new Random(seed);
        return i -> (int) Math.min(labels - 1, Math.abs(random.nextGaussian()) * labels / 4);
    }

    private static IntUnaryOperator spread(int bound, long seed) {
        Random random = new Random(seed);
        return i -> random.nextInt(bound);
    }
}
