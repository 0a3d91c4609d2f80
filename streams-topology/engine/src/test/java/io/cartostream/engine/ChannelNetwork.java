package io.cartostream.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Channels that keep order between one source and one destination partition and nothing else. Messages pass as bytes. */
final class ChannelNetwork {
    enum Topic {
        RAW,
        REDERIVE,
        NODES,
        LOOKUPS
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Message(String key, byte[] value) {}

    /** Messages of one source to one partition, and how far they were read. */
    static final class Channel {
        final Topic topic;
        final List<Message> messages = new ArrayList<>();
        int committed;
        int position;

        Channel(Topic topic) {
            this.topic = topic;
        }
    }

    private record ChannelKey(String source, Topic topic, int partition) {}

    private final Map<Topic, Integer> partitions;
    private final BiConsumer<Channel, Integer> onNew;
    private final Map<ChannelKey, Channel> channels = new LinkedHashMap<>();

    /**
     * A network without channels.
     *
     * @param onNew receives each new channel and its partition
     */
    ChannelNetwork(Map<Topic, Integer> partitions, BiConsumer<Channel, Integer> onNew) {
        this.partitions = partitions;
        this.onNew = onNew;
    }

    int partitionOf(Topic topic, String key) {
        return Math.floorMod(key.hashCode(), partitions.getOrDefault(topic, 1));
    }

    void send(String source, Topic topic, String partitionKey, Message message) {
        int partition = partitionOf(topic, partitionKey);
        channels.computeIfAbsent(new ChannelKey(source, topic, partition), absent -> {
                    Channel channel = new Channel(topic);
                    onNew.accept(channel, partition);
                    return channel;
                })
                .messages
                .add(message);
    }
}
