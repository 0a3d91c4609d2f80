package io.cartostream.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Namespace;
import io.cartostream.contract.Scope;
import io.cartostream.testkit.JavaProcess;
import io.cartostream.topology.Fixtures;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that reads no records, although its threads live, poll and are alone in a stable group. */
class StallIT {

    private static final Namespace NAMESPACE = new Namespace("stall");
    private static final int PARTITIONS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Scope VPCS = new Scope("aws", "111111111111", "eu-west-1", "ec2.vpc");

    @Test
    void shouldEndTheInstanceThatDoesNotReadItsRecordsAndLoseNothing(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (TopologyCluster cluster = new TopologyCluster(folder, PARTITIONS, NAMESPACE)) {
            JavaProcess app = cluster.startWithTestClasses(
                    "one",
                    NAMESPACE,
                    "stall.timeout.ms=" + TIMEOUT.toMillis(),
                    "kafka.main.consumer.interceptor.classes=" + LosingInterceptor.class.getName());
            cluster.awaitReady("one", app);
            try (GraphReader reader = cluster.reader(NAMESPACE)) {
                cluster.publish(NAMESPACE, List.of(vpc("vpc-1")));
                awaitNode(app, reader, "vpc-1");
                Awaitility.await()
                        .during(TIMEOUT.multipliedBy(2))
                        .atMost(TIMEOUT.multipliedBy(3))
                        .until(app::isAlive);

                publishLost(cluster, vpc("vpc-2"));
                assertThat(app.awaitExit()).isEqualTo(1);
                assertThat(app.output())
                        .contains("no thread of this instance has read stall.inventory-raw-")
                        .contains("for 10 s (stall.timeout.ms)")
                        .contains("Stopped");
                assertThat(folder.resolve("one.ready")).doesNotExist();

                JavaProcess again = cluster.start("one", NAMESPACE);
                awaitNode(again, reader, "vpc-2");
            }
        }
    }

    private static void awaitNode(JavaProcess app, GraphReader reader, String id) {
        TopologyCluster.await(app, () -> {
            reader.read();
            return reader.graph().containsKey("N|AWSVpc|" + id);
        });
    }

    private static InventoryEvent vpc(String id) {
        return Fixtures.observed(
                VPCS, id, "{\"VpcId\":\"%s\",\"OwnerId\":\"111111111111\"}".formatted(id), Instant.now());
    }

    private static void publishLost(TopologyCluster cluster, InventoryEvent event) {
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer();
                KafkaAvroSerializer avro = cluster.serializer()) {
            ProducerRecord<byte[], byte[]> record = TopologyCluster.record(NAMESPACE, event, avro);
            record.headers().add(LosingInterceptor.LOST);
            producer.send(record);
        }
    }
}
