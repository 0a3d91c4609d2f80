package io.cartostream.connect.neo4j.metrics;

import java.util.Arrays;

/** The last few thousand durations. Thread-safe. */
final class LatencyWindow {
    private static final int SAMPLES = 4096;

    private final long[] samples = new long[SAMPLES];
    private long count;
    private long last;

    /** @param count number of earlier samples, for tests */
    LatencyWindow(long count) {
        this.count = count;
    }

    synchronized void add(long millis) {
        samples[(int) (count++ % SAMPLES)] = millis;
        last = millis;
    }

    synchronized long last() {
        return last;
    }

    synchronized long percentile(double share) {
        int known = (int) Math.min(count, SAMPLES);
        if (known == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(samples, known);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(known - 1, Math.ceil(share * known) - 1)];
    }
}
