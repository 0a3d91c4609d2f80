package io.cartostream.runtime.application;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.config.RuntimeConfig;
import io.cartostream.runtime.run.AdminClients;
import io.cartostream.runtime.run.GroupProgress;
import io.cartostream.runtime.run.RunningStreams;
import io.cartostream.runtime.start.ClusterCheck;
import io.cartostream.runtime.start.StateFolder;
import io.cartostream.runtime.start.TopicRequirements;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the records of each key in one topic and writes the counts to another. */
final class CountsApplication {

    static final String ROLE = "counts";
    static final TopicName INPUT = TopicName.FACTS_BY_NODE;
    static final TopicName OUTPUT = TopicName.LOOKUPS_BY_VALUE;

    private static final String STORE = "count-store";
    private static final int STATE_FORMAT = 1;
    private static final TopicRequirements TOPICS =
            new TopicRequirements(List.of(INPUT, OUTPUT), List.of(List.of(INPUT, OUTPUT)), Map.of(STORE, INPUT));

    private CountsApplication() {}

    static RunningStreams assemble(RuntimeConfig config) {
        Admin admin = AdminClients.open(config);
        try {
            new ClusterCheck(admin, config).run(TOPICS);
            new StateFolder(config.stateDir(), config.applicationId(), STATE_FORMAT).open();
            return RunningStreams.create(
                    config, admin, topology(config.namespace()), GroupProgress.of(config, admin), Map.of());
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    private static Topology topology(Namespace namespace) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        namespace.topic(INPUT),
                        Consumed.with(Serdes.String(), Serdes.String()).withName("read"))
                .groupByKey(Grouped.as("by-key"))
                .count(
                        Named.as("count"),
                        Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(STORE)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.Long())
                                .withCachingDisabled())
                .toStream(Named.as("to-stream"))
                .to(
                        namespace.topic(OUTPUT),
                        Produced.with(Serdes.String(), Serdes.Long()).withName("write"));
        return builder.build();
    }
}
