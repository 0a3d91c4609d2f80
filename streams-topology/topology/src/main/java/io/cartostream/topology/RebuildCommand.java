package io.cartostream.topology;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.topology.config.InvalidConfigException;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.inventory.InventoryRebuild;
import io.cartostream.topology.registry.RegistryAccess;
import io.cartostream.topology.run.FatalStartException;
import io.cartostream.topology.run.StreamsSettings;
import java.io.PrintStream;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Rebuilds the output of a namespace from an inventory. */
final class RebuildCommand {

    private final TopologyConfig config;
    private final PrintStream out;

    RebuildCommand(TopologyConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    /** Returns the exit code. */
    int run(String from) {
        Namespace source = namespace(from);
        Namespace target = config.namespace();
        InventoryRebuild rebuild = new InventoryRebuild(
                source,
                target,
                StreamsSettings.consumer(config),
                StreamsSettings.producer(config),
                new RegistryAccess(config),
                config.startTimeout());
        try {
            if (rebuild.hasGraph()) {
                throw new FatalStartException(target.topic(TopicName.GRAPH_CHANGES)
                        + " is not empty: rebuild into a new namespace (`cartostream deploy`), or stop all instances and"
                        + " delete this one's graph, state and changelogs before");
            }
            long resources = rebuild.run();
            out.println(resources + " resources of " + source.topic(TopicName.INVENTORY_LATEST) + " were sent to "
                    + target.topic(TopicName.INVENTORY_RAW));
            return 0;
        } catch (KafkaException e) {
            throw new FatalStartException(
                    "cannot rebuild at " + config.bootstrapServers() + ": " + TopologyApplication.lineOf(e), e);
        }
    }

    private static Namespace namespace(String from) {
        try {
            return new Namespace(from);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(List.of("--rebuild-from: " + e.getMessage()));
        }
    }
}
