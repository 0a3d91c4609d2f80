package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.patterns.RandomWorld.WorldChange;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.graph.PatternRelationship;
import io.cartostream.patterns.plan.PatternPlan;
import io.cartostream.patterns.stage.AnchorInputs;
import io.cartostream.patterns.stage.PatternMessage;
import io.cartostream.patterns.stage.PatternMessage.NodeDeleted;
import io.cartostream.patterns.stage.PatternMessage.NodeUpserted;
import io.cartostream.patterns.stage.PatternMessage.SupporterRows;
import io.cartostream.patterns.stage.PatternOutput;
import io.cartostream.patterns.stage.PatternStage;
import io.cartostream.patterns.stage.PlanIndex;
import io.cartostream.patterns.stage.RelationshipRouter;
import io.cartostream.patterns.stage.StageLimits;
import io.cartostream.patterns.value.AnchorResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Three partitions of the stage. Messages keep their order between one sender and one target, and are otherwise delivered in any
 * order; some are delivered again.
 */
final class StageSimulator {
    private static final int PARTITIONS = 3;

    private final Random random;
    private final RelationshipRouter router;
    private final List<PatternStage> stages = new ArrayList<>();
    final List<MemoryPatternStore> stores = new ArrayList<>();
    private final Map<String, Deque<PatternMessage>> channels = new TreeMap<>();
    private final Map<String, String> emitted = new HashMap<>();
    Instant now;
    int emissions;
    int messages;

    StageSimulator(Random random, List<PatternPlan> plans, StageLimits limits, Instant start) {
        this.random = random;
        this.now = start;
        PlanIndex index = new PlanIndex(plans);
        this.router = new RelationshipRouter(index);
        for (int i = 0; i < PARTITIONS; i++) {
            int partition = i;
            MemoryPatternStore store = new MemoryPatternStore();
            stores.add(store);
            stages.add(new PatternStage(index, store, new AnchorInputs() {}, new Output(partition), limits));
        }
    }

    /** Collects messages and results of one partition. */
    private final class Output implements PatternOutput {
        private final int partition;

        Output(int partition) {
            this.partition = partition;
        }

        @Override
        public void send(SupporterRows message) {
            messages++;
            enqueue(partition + ">" + message.supporter(), message);
        }

        @Override
        public void result(String pattern, EntityKey.Node anchor, @Nullable AnchorResult result) {
            emissions++;
            String key = pattern + " " + anchor.text();
            String text = result == null ? null : result.text();
            assertThat(text).as("%s changes", key).isNotEqualTo(emitted.get(key));
            if (text == null) {
                emitted.remove(key);
            } else {
                emitted.put(key, text);
            }
        }
    }

    private void enqueue(String from, PatternMessage message) {
        channels.computeIfAbsent(from + ">" + message.target().text(), key -> new ArrayDeque<>())
                .add(message);
    }

    void submit(WorldChange change) {
        if (change.key() instanceof EntityKey.Node node) {
            PatternNode state = change.node();
            enqueue("node", state == null ? new NodeDeleted(node) : new NodeUpserted(state));
            return;
        }
        EntityKey.Relationship key = (EntityKey.Relationship) change.key();
        PatternRelationship state = change.relationship();
        router.route(key, state == null ? null : state.properties()).forEach(message -> enqueue(key.text(), message));
    }

    /** Does something at random: delivers, delivers twice, or continues work. */
    void step() {
        if (random.nextInt(4) == 0) {
            stages.get(random.nextInt(PARTITIONS)).work();
            return;
        }
        List<String> waiting = waiting();
        if (!waiting.isEmpty()) {
            deliver(waiting.get(random.nextInt(waiting.size())));
        }
    }

    private List<String> waiting() {
        return channels.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void deliver(String channel) {
        PatternMessage message =
                channels.getOrDefault(channel, new ArrayDeque<>()).remove();
        PatternStage stage = stageOf(message.target());
        stage.process(message, now);
        if (random.nextInt(8) == 0) {
            stage.process(message, now);
        }
    }

    private PatternStage stageOf(EntityKey.Node node) {
        return stages.get(Math.floorMod(node.text().hashCode(), PARTITIONS));
    }

    /** Delivers everything, finishes all work, and evaluates what is due. */
    void rest() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (String channel : waiting()) {
                deliver(channel);
                busy = true;
            }
            for (PatternStage stage : stages) {
                while (stage.hasWork()) {
                    stage.work();
                    busy = true;
                }
                busy |= stage.advance(now) > 0;
            }
        }
    }

    Map<String, String> results() {
        return emitted;
    }
}
