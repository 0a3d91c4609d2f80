package io.cartostream.cli.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long one change took, hop by hop, in milliseconds.
 *
 * @param publish until Kafka had the observation
 * @param topology from then until the last graph change was readable
 * @param sink from then until the last graph change stood in Neo4j
 */
record LatencySample(double publish, double topology, double sink) {

    double total() {
        return publish + topology + sink;
    }

    /** The value below which so much of the samples lies; nearest rank. */
    static double percentile(List<LatencySample> samples, ToDoubleFunction<LatencySample> hop, double share) {
        double[] sorted = samples.stream().mapToDouble(hop).sorted().toArray();
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
