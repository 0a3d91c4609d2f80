package io.cartostream.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Duration of one change by hop, in milliseconds.
 *
 * @param publish until Kafka had the observation
 * @param topology from then until the last graph change was readable
 * @param sink from then until Neo4j showed the last graph change
 */
record LatencySample(double publish, double topology, double sink) {

    double total() {
        return publish + topology + sink;
    }

    /** The percentile of a hop by nearest rank. */
    static double percentile(List<LatencySample> samples, ToDoubleFunction<LatencySample> hop, double share) {
        double[] sorted = samples.stream().mapToDouble(hop).sorted().toArray();
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
