package io.cartostream.engine;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.engine.change.GraphChange;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.event.EventCodec;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.lookup.LookupOutput;
import io.cartostream.engine.lookup.LookupStage;
import io.cartostream.engine.lookup.LookupStores;
import io.cartostream.engine.message.LookupMessage;
import io.cartostream.engine.message.MessageCodec;
import io.cartostream.engine.message.NodeMessage;
import io.cartostream.engine.node.NodeOutput;
import io.cartostream.engine.node.NodeStage;
import io.cartostream.engine.node.NodeStores;
import io.cartostream.engine.scope.DeadLetter;
import io.cartostream.engine.scope.ScopeOutput;
import io.cartostream.engine.scope.ScopeStage;
import io.cartostream.engine.scope.ScopeStatus;
import io.cartostream.engine.scope.ScopeStores;
import io.cartostream.models.fact.FactSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages with several partitions each, over channels that keep order between one source and one destination
 * partition and nothing else. A seed picks what happens next: a message on any channel, a slice of work, a commit, or a
 * crash that takes a task back to its last commit. Messages pass as bytes.
 */
final class Simulator {
    private enum Topic {
        RAW,
        NODES,
        LOOKUPS
    }

    private record ChannelKey(String source, Topic topic, int partition) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Message(String key, byte[] value) {}

    private static final class Channel {
        final List<Message> messages = new ArrayList<>();
        int committed;
        int position;
    }

    private final Random random;
    private FactSource models;
    private final EngineConfig config;
    private final int crashPercent;
    private final int maxSlice;
    private final int nodePartitions;
    private final int lookupPartitions;
    private final int scopePartitions;
    private final Map<ChannelKey, Channel> channels = new LinkedHashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    final List<GraphChange> changes = new ArrayList<>();
    final List<EntityKey> forgotten = new ArrayList<>();
    final SortedMap<String, @Nullable String> inventory = new TreeMap<>();
    final SortedMap<String, ScopeStatus> statuses = new TreeMap<>();
    final List<String> inventoryRemovals = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    /** The most that one call sent. */
    int mostSent;
    /** What the stages take for now, epoch milliseconds. */
    long clockMillis;

    Simulator(long seed, FactSource models, EngineConfig config, boolean calm) {
        this.random = new Random(seed);
        this.models = models;
        this.config = config;
        this.crashPercent = calm ? 0 : random.nextInt(4);
        this.maxSlice = calm ? 1000 : 1 + random.nextInt(6);
        this.scopePartitions = calm ? 1 : 1 + random.nextInt(5);
        this.nodePartitions = calm ? 1 : 1 + random.nextInt(5);
        this.lookupPartitions = calm ? 1 : 1 + random.nextInt(5);
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
        channel("producer", Topic.RAW, key).messages.add(new Message(key, EventCodec.encode(dated)));
    }

    /** Random steps, so many. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            Task task = tasks.get(random.nextInt(tasks.size()));
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
        while (true) {
            run(20 * tasks.size());
            boolean idle = true;
            for (Task task : tasks) {
                idle &= !task.processOne();
                idle &= !task.slice(1 + random.nextInt(maxSlice));
                idle &= task.outbox.isEmpty();
                task.commit();
            }
            if (idle) {
                return;
            }
        }
    }

    /** Stops and starts everything with other models. */
    void restart(FactSource newModels) {
        tasks.forEach(Task::commit);
        models = newModels;
        tasks.forEach(Task::start);
    }

    /** Derives what is known anew from inventory-latest. */
    void rederive() {
        inventory.forEach((key, payload) -> {
            int split = key.lastIndexOf('/');
            Scope scope = Scope.parse(key.substring(0, split));
            for (Task task : tasks) {
                if (payload != null && task instanceof ScopeTask scopes && scopes.owns(scope.key())) {
                    scopes.stage.rederive(scope, key.substring(split + 1), payload);
                }
            }
        });
        rest();
    }

    /** Forgets what was deleted long ago. */
    void forgetDeleted() {
        for (Task task : tasks) {
            if (task instanceof NodeTask nodes) {
                while (nodes.stage.forgetDeleted(2)) {
                    task.commit();
                }
            }
            task.commit();
        }
    }

    SortedMap<String, GraphChange> graph() {
        SortedMap<String, GraphChange> graph = new TreeMap<>();
        for (GraphChange change : changes) {
            if (change instanceof GraphChange.Deletion) {
                graph.remove(change.key().text());
            } else {
                graph.put(change.key().text(), change);
            }
        }
        return graph;
    }

    /** Sizes of all stores, by name. */
    SortedMap<String, Long> storeBytes() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Task task : tasks) {
            task.stores.forEach((name, store) -> sizes.merge(name, store.bytes(), Long::sum));
        }
        return sizes;
    }

    SortedMap<String, Integer> storeEntries() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        for (Task task : tasks) {
            task.stores.forEach(
                    (name, store) -> sizes.merge(name, store.entries().size(), Integer::sum));
        }
        return sizes;
    }

    private Channel channel(String source, Topic topic, String key) {
        int partitions =
                switch (topic) {
                    case RAW -> scopePartitions;
                    case NODES -> nodePartitions;
                    case LOOKUPS -> lookupPartitions;
                };
        ChannelKey channelKey = new ChannelKey(source, topic, Math.floorMod(key.hashCode(), partitions));
        return channels.computeIfAbsent(channelKey, absent -> {
            Channel channel = new Channel();
            tasks.stream()
                    .filter(task -> task.topic == absent.topic() && task.partition == absent.partition())
                    .forEach(task -> task.inbox.add(channel));
            return channel;
        });
    }

    /** A task: a stage, its stores, and what it has not committed. */
    private abstract class Task {
        final String name;
        final Topic topic;
        final int partition;
        final Map<String, MemoryStore> stores = new LinkedHashMap<>();
        final List<Runnable> outbox = new ArrayList<>();
        final List<Channel> inbox = new ArrayList<>();

        Task(String name, Topic topic, int partition, String... storeNames) {
            this.name = name + partition;
            this.topic = topic;
            this.partition = partition;
            for (String store : storeNames) {
                stores.put(store, new MemoryStore());
            }
        }

        /** Takes note of how much a call sends. */
        void bounded(Runnable call) {
            int before = outbox.size();
            call.run();
            mostSent = Math.max(mostSent, outbox.size() - before);
        }

        boolean slice(int budget) {
            boolean[] more = {false};
            bounded(() -> more[0] = continueWork(budget));
            return more[0];
        }

        abstract void start();

        abstract void process(Message message);

        abstract boolean continueWork(int budget);

        MemoryStore store(String store) {
            return java.util.Objects.requireNonNull(stores.get(store));
        }

        boolean processOne() {
            List<Channel> ready = new ArrayList<>();
            for (Channel channel : inbox) {
                if (channel.position < channel.messages.size()) {
                    ready.add(channel);
                }
            }
            if (ready.isEmpty()) {
                return false;
            }
            Channel channel = ready.get(random.nextInt(ready.size()));
            Message message = channel.messages.get(channel.position++);
            bounded(() -> process(message));
            return true;
        }

        void send(Topic to, String key, byte[] value) {
            outbox.add(() -> channel(name, to, key).messages.add(new Message(key, value)));
        }

        void commit() {
            outbox.forEach(Runnable::run);
            outbox.clear();
            stores.values().forEach(MemoryStore::commit);
            inbox.forEach(channel -> channel.committed = channel.position);
        }

        void crash() {
            outbox.clear();
            stores.values().forEach(MemoryStore::rollBack);
            inbox.forEach(channel -> channel.position = channel.committed);
            start();
        }
    }

    private final class ScopeTask extends Task implements ScopeOutput {
        private ScopeStage stage;

        ScopeTask(int partition) {
            super("scope", Topic.RAW, partition, "scopes", "sightings", "resources", "scope-work");
            stage = create();
        }

        boolean owns(String scopeKey) {
            return Math.floorMod(scopeKey.hashCode(), scopePartitions) == partition;
        }

        private ScopeStage create() {
            ScopeStores all =
                    new ScopeStores(store("scopes"), store("sightings"), store("resources"), store("scope-work"));
            return new ScopeStage(models, config, all, this);
        }

        @Override
        void start() {
            stage = create();
        }

        @Override
        void process(Message message) {
            Dated dated = EventCodec.decode(message.value());
            stage.process(dated.event(), dated.appendTime());
        }

        @Override
        boolean continueWork(int budget) {
            return stage.continueWork(budget);
        }

        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            send(Topic.NODES, nodeKey, MessageCodec.encode(message));
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            send(Topic.LOOKUPS, lookupKey, MessageCodec.encode(message));
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
        public void deadLetter(DeadLetter letter) {
            outbox.add(() -> deadLetters.add(letter));
        }
    }

    private final class NodeTask extends Task implements NodeOutput {
        private NodeStage stage;

        NodeTask(int partition) {
            super("node", Topic.NODES, partition, "contributions", "entities", "node-work");
            stage = create();
        }

        private NodeStage create() {
            NodeStores all = new NodeStores(store("contributions"), store("entities"), store("node-work"));
            return new NodeStage(models, config, all, this, new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(clockMillis);
                }
            });
        }

        @Override
        void start() {
            stage = create();
        }

        @Override
        void process(Message message) {
            stage.process(message.key(), MessageCodec.decodeNode(message.value()));
        }

        @Override
        boolean continueWork(int budget) {
            return stage.continueWork(budget);
        }

        @Override
        public void change(GraphChange change) {
            outbox.add(() -> changes.add(change));
        }

        @Override
        public void forget(EntityKey key) {
            outbox.add(() -> forgotten.add(key));
        }

        @Override
        public void toTarget(String nodeKey, NodeMessage message) {
            send(Topic.NODES, nodeKey, MessageCodec.encode(message));
        }

        @Override
        public void toLookup(String lookupKey, LookupMessage message) {
            send(Topic.LOOKUPS, lookupKey, MessageCodec.encode(message));
        }
    }

    private final class LookupTask extends Task implements LookupOutput {
        private LookupStage stage;

        LookupTask(int partition) {
            super("lookup", Topic.LOOKUPS, partition, "carriers", "demands", "lookup-work");
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
        void process(Message message) {
            stage.process(message.key(), MessageCodec.decodeLookup(message.value()));
        }

        @Override
        boolean continueWork(int budget) {
            return stage.continueWork(budget);
        }

        @Override
        public void toNode(String nodeKey, NodeMessage message) {
            send(Topic.NODES, nodeKey, MessageCodec.encode(message));
        }
    }
}
