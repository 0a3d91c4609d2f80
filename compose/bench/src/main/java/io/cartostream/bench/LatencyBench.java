package io.cartostream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.pipeline.GraphPresenceCheck;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.pipeline.SeenChange;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Changes one resource repeatedly, and follows each change until Neo4j shows every graph change that results. */
final class LatencyBench {

    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Map<String, ToDoubleFunction<LatencySample>> HOPS = hops();

    private final CommandSession session;
    private final BenchCommand.Options options;

    LatencyBench(CommandSession session, BenchCommand.Options options) {
        this.session = session;
        this.options = options;
    }

    private static Map<String, ToDoubleFunction<LatencySample>> hops() {
        Map<String, ToDoubleFunction<LatencySample>> hops = new LinkedHashMap<>();
        hops.put("published", LatencySample::publish);
        hops.put("graph change", LatencySample::topology);
        hops.put("in Neo4j", LatencySample::sink);
        hops.put("total", LatencySample::total);
        return hops;
    }

    int run(int count, int warmUp, @Nullable String resource) {
        if (count < 1 || warmUp < 0) {
            throw CommandFailure.usage("--samples must be at least 1, --warm-up at least 0");
        }
        List<LatencySample> samples = new ArrayList<>();
        MutatedResource subject;
        try (RunningPipeline pipeline = new RunningPipeline(session.settings(), options.watch())) {
            pipeline.requireTopology();
            subject = MutatedResource.find(pipeline, resource);
            pipeline.awaitRest();
            String run = Long.toString(session.now().toEpochMilli(), 36);
            try (EventSender events = new EventSender(pipeline.kafka(), pipeline.registry())) {
                try {
                    for (int i = 0; i < warmUp + count; i++) {
                        LatencySample sample = sample(pipeline, events, subject, run + "-" + i);
                        if (i >= warmUp) {
                            samples.add(sample);
                        }
                    }
                } finally {
                    events.send(subject.restored(session.now()));
                    pipeline.awaitRest();
                }
            }
        }
        report(samples, subject);
        return 0;
    }

    private LatencySample sample(RunningPipeline pipeline, EventSender events, MutatedResource subject, String value) {
        GraphPresenceCheck graph = new GraphPresenceCheck(pipeline.graph());
        Map<String, SeenChange> pending = new LinkedHashMap<>();
        long sent = System.nanoTime();
        events.send(subject.changed(value, session.now()));
        long published = System.nanoTime();
        long changed = 0;
        long shown = 0;
        while (changed == 0 || !pending.isEmpty() || System.nanoTime() - changed < QUIET.toNanos()) {
            for (SeenChange seen : pipeline.feed().poll(POLL)) {
                pending.remove(seen.key()); // a newer change replaces the older one, which Neo4j may never show
                pending.put(seen.key(), seen);
                changed = seen.nanos();
            }
            while (!pending.isEmpty() && shows(graph, first(pending))) {
                pending.remove(first(pending).key());
                shown = System.nanoTime();
            }
            if (System.nanoTime() - sent > options.patience.toNanos()) {
                throw CommandFailure.failed(
                        changed == 0
                                ? "no graph change follows within " + options.patience.toSeconds()
                                        + " s. Does the topology run, and does its model read eks_cluster_name?"
                                : "after " + options.patience.toSeconds() + " s Neo4j still does not show "
                                        + String.join(", ", pending.keySet()));
            }
        }
        // Neo4j may show a change before this reader has seen it; no hop takes negative time.
        return new LatencySample(
                millis(published - sent),
                millis(Math.max(0, changed - published)),
                millis(Math.max(0, shown - Math.max(changed, published))));
    }

    private static SeenChange first(Map<String, SeenChange> pending) {
        return pending.values().iterator().next();
    }

    private static boolean shows(GraphPresenceCheck graph, SeenChange seen) {
        return graph.shows(seen.key(), seen.change());
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private void report(List<LatencySample> samples, MutatedResource subject) {
        ObjectNode json = JsonOutput.object()
                .put("bench", "latency")
                .put("samples", samples.size())
                .put("resource", subject.scope().resourceKey(subject.id()));
        json.set("machine", MachineDescription.json());
        TextTable table = TextTable.of("HOP", "P50 MS", "P95 MS", "MAX MS");
        HOPS.forEach((name, hop) -> {
            double p50 = LatencySample.percentile(samples, hop, 0.5);
            double p95 = LatencySample.percentile(samples, hop, 0.95);
            double max = LatencySample.percentile(samples, hop, 1);
            json.putObject(name)
                    .put("p50Ms", round(p50))
                    .put("p95Ms", round(p95))
                    .put("maxMs", round(max));
            table.row(name, text(p50), text(p95), text(max));
        });
        ResultFile.write(session, options, json);
        if (session.json()) {
            session.out().println(JsonOutput.pretty(json));
        } else {
            table.lines().forEach(session.out()::println);
            session.out()
                    .println(samples.size() + " changes of "
                            + json.path("resource").asText());
        }
    }

    private static double round(double millis) {
        return Math.round(millis * 10) / 10.0;
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
