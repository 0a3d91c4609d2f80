package io.cartostream.engine;

import io.cartostream.engine.ChannelNetwork.Channel;
import io.cartostream.engine.ChannelNetwork.Message;
import io.cartostream.engine.ChannelNetwork.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A task: a stage, its stores, and what it has not committed. Everything of it commits together, or none. */
abstract class SimulatedTask {
    final String name;
    final Set<Topic> topics;
    final int partition;
    final Map<String, MemoryStore> stores = new LinkedHashMap<>();
    final List<Runnable> outbox = new ArrayList<>();
    final List<Channel> inbox = new ArrayList<>();
    private final Random random;
    /** The most that one call sent. */
    int mostSent;

    SimulatedTask(Random random, String name, Set<Topic> topics, int partition, String... storeNames) {
        this.random = random;
        this.name = name + partition;
        this.topics = topics;
        this.partition = partition;
        for (String store : storeNames) {
            stores.put(store, new MemoryStore());
        }
    }

    /** Makes the stage, as at the start of a process: it knows nothing but its stores. */
    abstract void start();

    abstract void process(Topic topic, Message message);

    abstract boolean continueWork(int budget);

    MemoryStore store(String store) {
        return Objects.requireNonNull(stores.get(store));
    }

    /** Goes on with what is unfinished; returns whether there is more. */
    boolean slice(int budget) {
        return bounded(() -> continueWork(budget));
    }

    /** Processes the next message of any channel; returns whether there was one. */
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
        return bounded(() -> {
            process(channel.topic, message);
            return true;
        });
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

    /** The stores are gone; their changelogs are not. */
    void loseState() {
        stores.values().forEach(MemoryStore::restore);
        crash();
    }

    /** Records how much a call sends; returns its result. */
    private boolean bounded(BooleanSupplier call) {
        int before = outbox.size();
        boolean result = call.getAsBoolean();
        mostSent = Math.max(mostSent, outbox.size() - before);
        return result;
    }
}
