package io.cartostream.local.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.pipeline.RunningPipeline;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.local.process.ProcessStatus;
import io.cartostream.local.process.StackStatus;
import io.cartostream.local.report.CypherQuestion;
import io.cartostream.local.report.GraphCounts;
import io.cartostream.local.report.StackAddresses;
import io.cartostream.local.stack.MachineCheck;
import io.cartostream.local.stack.StackException;
import io.cartostream.local.stack.StackSettings;
import io.cartostream.local.stack.SupervisorClient;
import io.cartostream.sample.SampleInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the sample inventory into a stack that is ready, and shows what came of it. */
public final class SampleLoad {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalSession local;
    private final StackSettings stack;
    private final Map<String, Object> result = new LinkedHashMap<>();

    public SampleLoad(LocalSession local, StackSettings stack) {
        this.local = local;
        this.stack = stack;
    }

    /** Adds a figure to what is printed as JSON. */
    public void note(String key, long value) {
        result.put(key, value);
    }

    public void run(boolean withoutSample, long seed) {
        CliSettings settings = local.settings();
        if (!withoutSample) {
            sample(settings, seed);
        }
        try (Neo4jClient graph = Neo4jClient.connect(settings)) {
            show(graph, withoutSample);
        }
    }

    private void sample(CliSettings settings, long seed) {
        int resources = LocalSession.orFail(() -> generate(seed));
        if (resources >= 0) {
            local.say("sample inventory: " + HumanText.count(resources)
                    + " resources of 3 AWS accounts in 2 regions and 2 Google Cloud projects");
        }
        try (RunningPipeline pipeline = new RunningPipeline(settings, LocalSession.watch(PATIENCE))) {
            long begin = System.nanoTime();
            local.require(
                    "sync of the sample",
                    "sync",
                    "--from-files",
                    local.files().sample().toString());
            long published = System.nanoTime();
            RunningPipeline.Rest rest = pipeline.awaitRest();
            Duration publishing = Duration.ofNanos(published - begin);
            Duration topology = Duration.ofNanos(Math.max(0, pipeline.feed().lastChangeNanos() - published));
            Duration all = Duration.ofNanos(rest.sinkNanos() - begin);
            long changes = pipeline.feed().changes();
            local.say("published in " + HumanText.seconds(publishing) + "; the topology was done "
                    + HumanText.seconds(topology) + " later (" + HumanText.count(changes)
                    + " graph changes); Neo4j had all of them after " + HumanText.seconds(all));
            result.put("publishMs", publishing.toMillis());
            result.put("topologyMs", topology.toMillis());
            result.put("sinkMs", all.minus(publishing).toMillis());
            result.put("loadMs", all.toMillis());
            result.put("graphChanges", changes);
        }
    }

    /** How many resources were generated; -1 if they were there. */
    private int generate(long seed) throws IOException, StackException {
        Path seedFile = local.files().sample().resolve("seed");
        if (Files.exists(seedFile)) {
            String loaded = Files.readString(seedFile).strip();
            if (!loaded.equals(Long.toString(seed))) {
                throw new StackException("the sample of seed " + loaded + " is loaded; another one needs --clean");
            }
            local.say("the sample inventory was loaded before; sending it again");
            return -1;
        }
        int resources = SampleInventory.generate(local.files().sample(), seed).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        Files.writeString(seedFile, seed + "\n");
        return resources;
    }

    private void show(Neo4jClient graph, boolean withoutSample) {
        GraphCounts counts = GraphCounts.of(graph);
        List<CypherQuestion> questions = withoutSample ? List.of() : CypherQuestion.ALL;
        Map<CypherQuestion, CypherQuestion.Answer> answers = new LinkedHashMap<>();
        questions.forEach(question -> answers.put(question, question.ask(graph)));
        if (local.json()) {
            json(counts, answers);
            return;
        }
        if (counts.allNodes() > 0) {
            local.say("");
            counts.lines().forEach(local::say);
        }
        answers.forEach((question, answer) -> {
            local.say("");
            local.say(question.words());
            question.cypher().forEach(line -> local.say("  " + line));
            local.say("");
            answer.lines().forEach(line -> local.say("    " + line));
        });
        local.say("");
        LocalSession.orFail(() -> {
            StackAddresses.lines(local.files(), stack, withoutSample).forEach(local::say);
            return 0;
        });
    }

    private void json(GraphCounts counts, Map<CypherQuestion, CypherQuestion.Answer> answers) {
        ObjectNode all = JsonOutput.object();
        result.forEach((key, value) -> all.set(key, JsonOutput.tree(value)));
        all.set("nodes", JsonOutput.tree(counts.nodes()));
        all.set("relationships", JsonOutput.tree(counts.relationships()));
        ArrayNode list = all.putArray("questions");
        answers.forEach((question, answer) -> {
            ObjectNode one = list.addObject().put("question", question.words()).put("cypher", question.statement());
            one.set("rows", JsonOutput.tree(answer.rows()));
        });
        all.set("where", JsonOutput.tree(StackAddresses.map(local.files(), stack)));
        Optional<StackStatus> status = LocalSession.orFail(() -> new SupervisorClient(local.files()).status());
        status.ifPresent(now -> {
            ObjectNode memory = all.putObject("residentMb");
            memory.put("supervisor", MachineCheck.residentMb(now.supervisorPid()));
            for (ProcessStatus process : now.processes()) {
                memory.put(process.name(), MachineCheck.residentMb(process.pid()));
            }
        });
        local.session().out().println(JsonOutput.pretty(all));
    }
}
