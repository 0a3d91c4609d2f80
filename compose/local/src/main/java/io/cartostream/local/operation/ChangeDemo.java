package io.cartostream.local.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.pipeline.GraphArrival;
import io.cartostream.cli.pipeline.ObservationTime;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.pipeline.SeenChange;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import io.cartostream.local.report.ChangeText;
import io.cartostream.sample.RuleChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes one firewall rule, and follows the resulting graph changes into Neo4j. */
public final class ChangeDemo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalSession local;

    public ChangeDemo(LocalSession local) {
        this.local = local;
    }

    public int run() {
        CliSettings settings = local.settings();
        RuleChange change = change();
        local.say(change.text());
        try (RunningPipeline pipeline = new RunningPipeline(settings, LocalSession.watch(PATIENCE));
                GraphArrival arrival = new GraphArrival(pipeline.graph())) {
            ObservationTime observation = new ObservationTime(pipeline.kafka(), change.scopeKey(), change.groupId());
            arrival.start();
            local.require(
                    "sync of the changed scope",
                    "sync",
                    "--from-files",
                    change.folder().toString());
            keep(change);
            List<SeenChange> changes = new ArrayList<>();
            pipeline.awaitRest(seen -> {
                changes.add(seen);
                arrival.expect(seen);
            });
            GraphArrival.Times times = arrival.await(PATIENCE);
            show(change, changes, times, observation.lastAppended());
            if (changes.isEmpty()) {
                throw CommandFailure.failed("the change had no effect on the graph");
            }
            return 0;
        }
    }

    private static void keep(RuleChange change) {
        try {
            change.keep();
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "the change was synced, but the sample cannot be changed: " + FailureText.of(e), e);
        }
    }

    private RuleChange change() {
        Path demo = local.files().data("demo");
        try {
            return RuleChange.make(local.files().sample(), demo);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot change the sample (" + FailureText.of(e) + "); load it with: cartostream local up", e);
        }
    }

    private void show(RuleChange change, List<SeenChange> changes, GraphArrival.Times times, long appendedAt) {
        long topologyMs = times.seenAt() - appendedAt;
        long neo4jMs = times.shownAt() - appendedAt;
        if (local.json()) {
            ObjectNode json = JsonOutput.object().put("change", change.text());
            json.put("topologyMs", topologyMs).put("neo4jMs", neo4jMs);
            ArrayNode list = json.putArray("changes");
            for (SeenChange seen : changes) {
                JsonNode one = JsonOutput.tree(ChangeText.map(seen.key(), seen.change()));
                list.add(one);
            }
            local.session().out().println(JsonOutput.pretty(json));
            return;
        }
        local.say("");
        TextTable table = TextTable.of("graph change", "entity", "properties");
        changes.forEach(seen -> table.row(ChangeText.row(seen.key(), seen.change())));
        table.lines().forEach(local::say);
        local.say("");
        local.say(HumanText.count(changes.size(), "graph change") + "; from the record in Kafka ("
                + Instant.ofEpochMilli(appendedAt) + ") to the last of them in graph-changes "
                + topologyMs + " ms, to Neo4j " + neo4jMs + " ms");
    }
}
