package io.cartostream.models.bench;

import io.cartostream.models.ModelSet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Megabytes of payload per second of CPU time of one thread, parsing included: {@code NormaliseBenchmark FOLDER [ROUNDS]}. Prints every
 * round: the first ones warm the JVM up.
 */
final class NormaliseBenchmark {
    private static final double MEGA = 1_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private NormaliseBenchmark() {}

    /** Runs the rounds. */
    public static void main(String[] args) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        ModelSet models = ModelSet.load(null, true);
        System.out.printf("models loaded in %d ms%n", (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000);
        List<RecordedAnswers.Payload> payloads = RecordedAnswers.read(Path.of(args[0]));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d: %s%n", round, round(models, payloads));
        }
    }

    private static String round(ModelSet models, List<RecordedAnswers.Payload> payloads) throws Exception {
        TreeMap<String, long[]> byType = new TreeMap<>();
        long facts = 0;
        for (RecordedAnswers.Payload payload : payloads) {
            long before = THREADS.getCurrentThreadCpuTime();
            facts += models.factsOf(payload.scope(), "x", payload.json()).size();
            long[] sums = byType.computeIfAbsent(payload.scope().resourceType(), type -> new long[2]);
            sums[0] += payload.json().length();
            sums[1] += THREADS.getCurrentThreadCpuTime() - before;
        }
        long bytes = byType.values().stream().mapToLong(sums -> sums[0]).sum();
        long nanos = byType.values().stream().mapToLong(sums -> sums[1]).sum();
        StringBuilder text = new StringBuilder(
                "%.1f MB/s, %.0f facts/s;".formatted(bytes * 1e9 / nanos / MEGA, facts * 1e9 / nanos));
        byType.forEach((type, sums) -> text.append(" %s %.1f".formatted(type, sums[0] * 1e9 / sums[1] / MEGA)));
        return text.toString();
    }
}
