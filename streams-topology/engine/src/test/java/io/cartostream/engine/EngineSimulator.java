package io.cartostream.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.engine.ChannelNetwork.Message;
import io.cartostream.engine.ChannelNetwork.Topic;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.EventCodec;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.lookup.LookupOutput;
import io.cartostream.engine.lookup.LookupStage;
import io.cartostream.engine.lookup.LookupStores;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import io.cartostream.engine.scope.Rejection;
import io.cartostream.engine.scope.ScopeOutput;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStores;
import io.cartostream.models.fact.FactSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages with several partitions each over a {@link ChannelNetwork}. A seed picks what happens next: a message on any channel, a slice of work, a commit, or a
 * crash that takes a task back to its last commit. Messages pass as bytes.
 */
final class EngineSimulator {
    private static final byte[] NOTHING = {};
    /** Many times what the largest test needs. */
    private static final int MOST_ROUNDS = 100_000;

    private final Random random;
    private FactSource models;
    private final EngineConfig config;
    private final int crashPercent;
    private final int maxSlice;
    private final ChannelNetwork network;
    private final List<SimulatedTask> tasks = new ArrayList<>();

    final List<GraphChange> changes = new ArrayList<>();
    private final SortedMap<String, GraphChange> lastChanges = new TreeMap<>();
    /** Clock time of each entity's last change, which counts if that is a deletion. */
    private final Map<String, Long> deletedAt = new HashMap<>();

    final List<EntityKey> forgotten = new ArrayList<>();
    final SortedMap<String, @Nullable String> inventory = new TreeMap<>();
    final SortedMap<String, ScopeStatus> statuses = new TreeMap<>();
    final List<String> inventoryRemovals = new ArrayList<>();
    final List<Rejection> deadLetters = new ArrayList<>();
    private final SortedSet<String> scopes = new TreeSet<>();
    /** Entities of which a state was refused because it exceeds {@link #mostBytes}. */
    final List<String> tooLarge = new ArrayList<>();

    int mostBytes = Integer.MAX_VALUE;
    /** Current time of the stages, epoch milliseconds. */
    long clockMillis;

    EngineSimulator(long seed, FactSource models, EngineConfig config, boolean calm) {
        this.random = new Random(seed);
        this.models = models;
        this.config = config;
        this.crashPercent = calm ? 0 : random.nextInt(4);
        this.maxSlice = calm ? 1000 : 1 + random.nextInt(6);
        int scopePartitions = calm ? 1 : 1 + random.nextInt(5);
        int nodePartitions = calm ? 1 : 1 + random.nextInt(5);
        int lookupPartitions = calm ? 1 : 1 + random.nextInt(5);
        this.network = new ChannelNetwork(
                Map.of(
                        Topic.RAW, scopePartitions,
                        Topic.REDERIVE, scopePartitions,
                        Topic.NODES, nodePartitions,
                        Topic.LOOKUPS, lookupPartitions),
                (channel, partition) -> tasks.stream()
                        .filter(task -> task.topics.contains(channel.topic) && task.partition == partition)
                        .forEach(task -> task.inbox.add(channel)));
        for (int i = 0; i < scopePartitions; i++) {
            tasks.add(new ScopeTask(i));
        }
        for (int i = 0; i < nodePartitions; i++) {
            tasks.add(new NodeTask(i));
        }
        for (int i = 0; i < lookupPartitions; i++) {
            tasks.add(new LookupTask(i));
        }
    }

    /** Appends to inventory-raw; a scope's events keep their order. */
    void append(Dated dated) {
        String key = dated.event().scope().key();
        network.send("producer", Topic.RAW, key, new Message(key, EventCodec.encode(dated)));
    }

    /** Runs {@code steps} random steps. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            SimulatedTask task = tasks.get(random.nextInt(tasks.size()));
            int dice = random.nextInt(100);
            if (dice < crashPercent) {
                task.crash();
            } else if (dice < 20) {
                task.commit();
            } else if (dice < 35) {
                task.slice(1 + random.nextInt(maxSlice));
            } else {
                task.processOne();
            }
        }
    }

    /** Random steps until nothing is left to do. */
    void rest() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            run(20 * tasks.size());
            boolean idle = true;
            for (SimulatedTask task : tasks) {
                idle &= !task.processOne();
                idle &= !task.slice(1 + random.nextInt(maxSlice));
                idle &= task.outbox.isEmpty();
                task.commit();
            }
            if (idle) {
                return;
            }
        }
        throw new AssertionError("the engine does not come to rest");
    }

    /** One task's process dies. */
    void crash(int task) {
        tasks.get(task % tasks.size()).crash();
    }

    /** One task's stores are lost, and restored from their changelogs. */
    void loseState(int task) {
        tasks.get(task % tasks.size()).loseState();
    }

    /**
     * Stops and starts everything with other models, when all that was appended is folded; messages between the stages may be
     * under way.
     */
    void restart(FactSource newModels) {
        boolean more = true;
        while (more) {
            more = false;
            for (SimulatedTask task : tasks) {
                while (task instanceof ScopeTask && (task.processOne() || task.slice(1000))) {
                    more = true;
                }
            }
        }
        tasks.forEach(SimulatedTask::commit);
        models = newModels;
        tasks.forEach(SimulatedTask::start);
    }

    /** As {@link #restart}; then derives the facts of all known resources again during the next steps. */
    void changeModels(FactSource newModels) {
        restart(newModels);
        grow();
        beginToSettle();
    }

    /** Derives the facts of all known resources again from inventory-latest during the next steps; retracts nothing. */
    void grow() {
        inventory.forEach((key, payload) -> {
            if (payload != null) {
                network.send("inventory", Topic.REDERIVE, scopeKey(key), new Message(key, payload.getBytes(UTF_8)));
            }
        });
        scopes.forEach(key -> network.send("inventory", Topic.REDERIVE, key, new Message(key, NOTHING)));
        tasks(ScopeTask.class).forEach(ScopeTask::beginToGrow);
    }

    /** Retracts the facts that the models no longer yield. */
    void settle() {
        beginToSettle();
        rest();
    }

    private void beginToSettle() {
        tasks(ScopeTask.class).forEach(ScopeTask::beginToSettle);
    }

    private <T extends SimulatedTask> List<T> tasks(Class<T> kind) {
        return tasks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Derives the facts of all known resources again from inventory-latest in one step. */
    void rederive() {
        for (SimulatedTask task : tasks) {
            if (task instanceof ScopeTask scoped) {
                inventory.forEach((key, payload) -> {
                    if (payload != null && scoped.owns(scopeKey(key))) {
                        scoped.stage.rederive(Scope.parse(scopeKey(key)), resourceId(key), payload);
                    }
                });
                scopes.stream().filter(scoped::owns).forEach(key -> scoped.stage.rederive(Scope.parse(key)));
            }
        }
        rest();
    }

    private static String scopeKey(String resourceKey) {
        return resourceKey.substring(0, resourceKey.lastIndexOf('/'));
    }

    private static String resourceId(String resourceKey) {
        return resourceKey.substring(resourceKey.lastIndexOf('/') + 1);
    }

    /** The retention passes, but not for what was deleted in the last {@code spared} milliseconds; the rest is forgotten. */
    void passRetention(int spared) {
        clockMillis += config.tombstoneRetention().toMillis() - spared;
        forgetDeleted();
        clockMillis += spared;
    }

    /** Forgets what was deleted long ago. */
    void forgetDeleted() {
        for (SimulatedTask task : tasks) {
            if (task instanceof NodeTask nodes) {
                while (nodes.stage.forgetDeleted(2)) {
                    task.commit();
                }
            }
            task.commit();
        }
    }

    /** The most that one call of any task sent. */
    int mostSent() {
        return tasks.stream().mapToInt(task -> task.mostSent).max().orElse(0);
    }

    SortedMap<String, GraphChange> graph() {
        SortedMap<String, GraphChange> graph = new TreeMap<>();
        lastChanges.forEach((key, change) -> {
            if (!(change instanceof GraphChange.Deletion)) {
                graph.put(key, change);
            }
        });
        return graph;
    }

    /** The statuses of this moment, as a new instance reports them. */
    SortedMap<String, ScopeStatus> currentStatuses() {
        SortedMap<String, ScopeStatus> current = new TreeMap<>();
        tasks(ScopeTask.class)
                .forEach(task ->
                        task.stage.statuses(status -> current.put(status.scope().key(), status)));
        return current;
    }

    /** Sizes of all stores, by name. */
    SortedMap<String, Long> storeBytes() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (SimulatedTask task : tasks) {
            task.stores.forEach((name, store) -> sizes.merge(name, store.bytes(), Long::sum));
        }
        return sizes;
    }

    SortedMap<String, Integer> storeEntries() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        for (SimulatedTask task : tasks) {
            task.stores.forEach(
                    (name, store) -> sizes.merge(name, store.entries().size(), Integer::sum));
        }
        return sizes;
    }

    private void send(SimulatedTask from, Topic to, String key, byte[] value) {
        from.outbox.add(() -> network.send(from.name, to, key, new Message(key, value)));
    }

    private final class ScopeTask extends SimulatedTask implements ScopeOutput {
        private ScopeStage stage;
        /** What the models no longer yield is to linger. */
        private boolean growing;

        private boolean committedGrowing;
        /** What lingers is to be retracted. */
        private boolean settling;

        private boolean committedSettling;
        private @Nullable String settledTo;

        ScopeTask(int partition) {
            super(
                    random,
                    "scope",
                    Set.of(Topic.RAW, Topic.REDERIVE),
                    partition,
                    "scopes",
                    "sightings",
                    "resources",
                    "scope-work");
            stage = create();
        }

        boolean owns(String scopeKey) {
            return network.partitionOf(Topic.RAW, scopeKey) == partition;
        }

        private ScopeStage create() {
            ScopeStores all =
                    new ScopeStores(store("scopes"), store("sightings"), store("resources"), store("scope-work"));
            ScopeStage created = new ScopeStage(models, config, all, this);
            created.growing(growing);
            return created;
        }

        void beginToGrow() {
            growing = true;
            stage.growing(true);
            commit();
        }

        void beginToSettle() {
            settling = true;
            commit();
        }

        @Override
        void start() {
            stage = create();
        }

        @Override
        void process(Topic topic, Message message) {
            if (topic == Topic.RAW) {
                Dated dated = EventCodec.decode(message.value());
                scopes.add(dated.event().scope().key());
                stage.process(dated.event(), dated.appendTime());
            } else if (message.value() == NOTHING) {
                stage.grow(Scope.parse(message.key()));
            } else {
                String key = message.key();
                stage.grow(Scope.parse(scopeKey(key)), resourceId(key), new String(message.value(), UTF_8));
            }
        }

        @Override
        boolean continueWork(int budget) {
            boolean more = stage.continueWork(budget);
            if (settling && grown()) {
                growing = false;
                stage.growing(false);
                settledTo = stage.settle(settledTo, budget);
                settling = settledTo != null;
            }
            return more || settling;
        }

        private boolean grown() {
            return inbox.stream()
                    .allMatch(
                            channel -> channel.topic != Topic.REDERIVE || channel.position == channel.messages.size());
        }

        @Override
        void commit() {
            super.commit();
            committedSettling = settling;
            committedGrowing = growing;
        }

        @Override
        void crash() {
            settling = committedSettling;
            growing = committedGrowing;
            settledTo = null;
            super.crash();
        }

        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            send(this, Topic.NODES, nodeKey, MessageCodec.encode(message));
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            send(this, Topic.LOOKUPS, lookupKey, MessageCodec.encode(message));
        }

        @Override
        public void inventoryPut(Scope scope, String resourceId, String payload, Provenance provenance) {
            outbox.add(() -> inventory.put(scope.resourceKey(resourceId), payload));
        }

        @Override
        public void inventoryRemoved(Scope scope, String resourceId) {
            outbox.add(() -> {
                inventory.remove(scope.resourceKey(resourceId));
                inventoryRemovals.add(scope.resourceKey(resourceId));
            });
        }

        @Override
        public void status(ScopeStatus status) {
            outbox.add(() -> statuses.put(status.scope().key(), status));
        }

        @Override
        public void deadLetter(Rejection letter) {
            outbox.add(() -> deadLetters.add(letter));
        }
    }

    private final class NodeTask extends SimulatedTask implements NodeOutput {
        private NodeStage stage;

        NodeTask(int partition) {
            super(random, "node", Set.of(Topic.NODES), partition, "contributions", "entities", "node-work");
            stage = create();
            start();
        }

        private NodeStage create() {
            NodeStores all = new NodeStores(store("contributions"), store("entities"), store("node-work"));
            return new NodeStage(models, config, all, this, new SuppliedClock(() -> clockMillis));
        }

        @Override
        void start() {
            stage = create();
            // as the processor's schedule does, whether or not there are messages
            stage.continueWork(1);
        }

        @Override
        void process(Topic topic, Message message) {
            stage.process(message.key(), MessageCodec.decodeNode(message.value()));
        }

        @Override
        boolean continueWork(int budget) {
            return stage.continueWork(budget);
        }

        @Override
        public boolean accepts(AssertionBody encoded, Supplier<? extends GraphChange> state) {
            boolean taken = encoded.bytes().length <= mostBytes;
            if (!taken) {
                EntityKey key = state.get().key();
                outbox.add(() -> tooLarge.add(key.text()));
            }
            return taken;
        }

        @Override
        public void change(GraphChange change) {
            long now = clockMillis;
            outbox.add(() -> {
                changes.add(change);
                deletedAt.put(change.key().text(), now);
                lastChanges.put(change.key().text(), change);
            });
        }

        @Override
        public void forget(EntityKey key) {
            long now = clockMillis;
            outbox.add(() -> {
                GraphChange last = lastChanges.get(key.text());
                long age = now - deletedAt.getOrDefault(key.text(), now);
                if (!(last instanceof GraphChange.Deletion)
                        || age < config.tombstoneRetention().toMillis()) {
                    throw new AssertionError(key.text() + " is forgotten " + age + " ms after " + last);
                }
                forgotten.add(key);
            });
        }

        @Override
        public void toTarget(String nodeKey, NodeMessage message) {
            send(this, Topic.NODES, nodeKey, MessageCodec.encode(message));
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            send(this, Topic.LOOKUPS, lookupKey, MessageCodec.encode(message));
        }
    }

    private final class LookupTask extends SimulatedTask implements LookupOutput {
        private LookupStage stage;

        LookupTask(int partition) {
            super(random, "lookup", Set.of(Topic.LOOKUPS), partition, "carriers", "demands", "lookup-work");
            stage = create();
        }

        private LookupStage create() {
            return new LookupStage(
                    config, new LookupStores(store("carriers"), store("demands"), store("lookup-work")), this);
        }

        @Override
        void start() {
            stage = create();
        }

        @Override
        void process(Topic topic, Message message) {
            stage.process(message.key(), MessageCodec.decodeLookup(message.value()));
        }

        @Override
        boolean continueWork(int budget) {
            return stage.continueWork(budget);
        }

        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            send(this, Topic.NODES, nodeKey, MessageCodec.encode(message));
        }
    }
}
