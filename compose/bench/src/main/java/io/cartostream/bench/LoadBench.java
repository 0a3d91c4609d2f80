package io.cartostream.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.pipeline.GraphChangeFeed;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.sync.PublisherFactory;
import io.cartostream.cli.sync.RedactionSettings;
import io.cartostream.producer.ScopeSelection;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.recorded.RecordedAnswerSource;
import io.cartostream.producer.sync.SyncOptions;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Publishes recorded answers through the whole pipeline, once or twice, and times each stage. */
final class LoadBench {

    private static final Duration POLL = Duration.ofMillis(20);

    private final CommandSession session;
    private final BenchCommand.Options options;
    private final InventoryProviders providers = InventoryProviders.load();
    private final Catalogue catalogue = providers.catalogue();

    LoadBench(CommandSession session, BenchCommand.Options options) {
        this.session = session;
        this.options = options;
    }

    /** Result of one round. Its durations start with the round. */
    record Round(
            String name,
            long resources,
            long events,
            Duration published,
            Duration topology,
            Duration sink,
            Map<String, Long> operations,
            long bookkeeping) {

        long changes() {
            return operations.values().stream().mapToLong(Long::longValue).sum();
        }

        ObjectNode json() {
            ObjectNode json = JsonOutput.object()
                    .put("round", name)
                    .put("resources", resources)
                    .put("events", events)
                    .put("changes", changes())
                    .put("bookkeeping", bookkeeping);
            operations.forEach(json.putObject("operations")::put);
            stage(json, "publish", events, published);
            stage(json, "topology", events, topology);
            stage(json, "sink", changes(), sink);
            return json;
        }

        private static void stage(ObjectNode json, String name, long records, Duration time) {
            json.putObject(name)
                    .put("records", records)
                    .put("seconds", time.toMillis() / 1000.0)
                    .put("perSecond", rate(records, time));
        }
    }

    int run(Path path, boolean unchanged) {
        Path folder = session.surroundings().directory().resolve(path);
        if (!Files.isReadable(folder.resolve("manifest.jsonl"))) {
            throw CommandFailure.usage("no recorded answers in " + folder + ": cannot read its manifest.jsonl");
        }
        List<Round> rounds = new ArrayList<>();
        try (RunningPipeline pipeline = new RunningPipeline(session.settings(), options.watch())) {
            pipeline.requireTopology();
            pipeline.awaitRest();
            rounds.add(round("load", folder, pipeline));
            if (unchanged) {
                rounds.add(round("unchanged", folder, pipeline));
            }
        }
        report(rounds);
        return unchanged && rounds.get(1).changes() > 0 ? CommandFailure.FAILED : 0;
    }

    private Round round(String name, Path folder, RunningPipeline pipeline) {
        GraphChangeFeed feed = pipeline.feed();
        feed.reset();
        long begin = System.nanoTime();
        SyncReport sync;
        CountingPublisher publisher = new CountingPublisher(PublisherFactory.open(session.settings()));
        try (publisher) {
            SyncRunner runner = new SyncRunner(
                    catalogue,
                    publisher,
                    SyncOptions.defaults().withRedactor(new RedactionSettings(session).redactor()));
            CompletableFuture<SyncReport> running =
                    CompletableFuture.supplyAsync(() -> runner.run(RecordedAnswerSource.open(
                            folder,
                            providers,
                            catalogue,
                            ScopeSelection.ALL,
                            session.surroundings().clock())));
            while (!running.isDone()) {
                feed.poll(POLL);
            }
            sync = running.join();
        }
        long published = System.nanoTime();
        if (!sync.succeeded()) {
            sync.failed().forEach(group -> session.err().println(group.scopes() + ": " + group.first()));
            throw CommandFailure.failed("the sync failed, so there is nothing to measure"
                    + (sync.publishProblem() == null ? "" : ": " + sync.publishProblem()));
        }
        RunningPipeline.Rest rest = pipeline.awaitRest();
        long topology = feed.changes() == 0 ? rest.topologyNanos() : Math.max(published, feed.lastChangeNanos());
        return new Round(
                name,
                sync.items(),
                publisher.published(),
                Duration.ofNanos(published - begin),
                Duration.ofNanos(topology - begin),
                Duration.ofNanos(Math.max(topology, rest.sinkNanos()) - begin),
                new TreeMap<>(feed.operations()),
                feed.bookkeeping());
    }

    private void report(List<Round> rounds) {
        ObjectNode json = JsonOutput.object().put("bench", "load");
        json.set("machine", MachineDescription.json());
        ArrayNode list = json.putArray("rounds");
        rounds.forEach(round -> list.add(round.json()));
        ResultFile.write(session, options, json);
        if (session.json()) {
            session.out().println(JsonOutput.pretty(json));
            return;
        }
        TextTable table = TextTable.of("ROUND", "STAGE", "RECORDS", "SECONDS", "PER SECOND");
        for (Round round : rounds) {
            row(table, round.name(), "published", round.events(), round.published());
            row(table, "", "topology", round.events(), round.topology());
            row(table, "", "in Neo4j", round.changes(), round.sink());
        }
        table.lines().forEach(session.out()::println);
        rounds.forEach(round -> session.out()
                .println(round.name() + ": " + HumanText.count(round.resources(), "resource") + ", "
                        + HumanText.count(round.changes(), "graph change") + " " + round.operations()
                        + (round.bookkeeping() == 0 ? "" : ", bookkeeping " + round.bookkeeping())));
    }

    private static void row(TextTable table, String round, String stage, long records, Duration time) {
        table.row(
                round,
                stage,
                HumanText.count(records),
                String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0),
                HumanText.count(rate(records, time)));
    }

    private static long rate(long records, Duration time) {
        return Math.round(records / Math.max(0.001, time.toNanos() / 1e9));
    }
}
