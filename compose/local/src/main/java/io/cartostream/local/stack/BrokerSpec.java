package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import io.cartostream.local.process.ReadinessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Kafka broker: one node that is controller and broker. */
final class BrokerSpec {

    private BrokerSpec() {}

    static ProcessSpec of(ProcessLaunch launch) throws IOException, StackException {
        StackPorts ports = launch.settings().ports();
        Path folder = Files.createDirectories(launch.files().data("broker"));
        Map<String, String> server = new LinkedHashMap<>();
        server.put("process.roles", "broker,controller");
        server.put("node.id", "1");
        server.put("controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController());
        server.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + ports.kafka() + ",CONTROLLER://127.0.0.1:" + ports.kafkaController());
        server.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.kafka());
        server.put("controller.listener.names", "CONTROLLER");
        server.put("log.dirs", folder.resolve("data").toString());
        server.put("auto.create.topics.enable", "false");
        server.put("message.max.bytes", "8388608");
        server.put("replica.fetch.max.bytes", "8388608");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            server.put(topic + ".replication.factor", "1");
        }
        server.put("default.replication.factor", "1");
        server.put("min.insync.replicas", "1");
        server.put("transaction.state.log.min.isr", "1");
        server.put("share.coordinator.state.topic.min.isr", "1");
        server.put("offsets.topic.num.partitions", "1");
        server.put("transaction.state.log.num.partitions", "1");
        server.put("group.initial.rebalance.delay.ms", "0");
        // A short wait instead of a thread that spins: one machine, few clients.
        server.put("num.network.threads", "2");
        server.put("num.io.threads", "2");
        server.put("num.recovery.threads.per.data.dir", "2");
        server.put("log.cleaner.dedupe.buffer.size", "4194304");
        server.put("log.segment.bytes", "67108864");
        Path file = ProcessLaunch.properties(folder.resolve("server.properties"), server);
        List<String> command = launch.java("384m");
        command.addAll(ProcessLaunch.simpleLog("warn", "kafka.server.KafkaRaftServer=info"));
        command.addAll(List.of("-cp", launch.files().classPath("compose/broker"), "io.cartostream.broker.LocalBroker"));
        command.addAll(List.of(launch.settings().clusterId(), file.toString()));
        return launch.spec(
                "broker",
                command,
                Map.of(),
                new ReadinessProbe(ReadinessProbe.Kind.KAFKA, Integer.toString(ports.kafka())),
                null,
                3);
    }
}
