package io.cartostream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeKeysTest {

    private static final String TOPIC = "test.scope-status";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Scope INSTANCES = new Scope("aws", "1", "eu-west-1", "ec2.instance");
    private static final Scope VOLUMES = new Scope("aws", "1", "eu-west-1", "ec2.volume");
    private static final Scope OTHER = new Scope("aws", "2", "eu-west-1", "ec2.instance");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();

    private ScopeKeys keys() {
        return new ScopeKeys(this::topic, TOPIC, now::get);
    }

    private MockConsumer<String, byte[]> topic() {
        reads.incrementAndGet();
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        consumer.schedulePollTask(() -> {
            add(consumer, 0, INSTANCES.key(), new byte[1]);
            add(consumer, 1, VOLUMES.key(), new byte[1]);
            add(consumer, 2, OTHER.key(), new byte[1]);
            add(consumer, 3, "foreign", new byte[1]);
            add(consumer, 4, VOLUMES.key(), null);
        });
        return consumer;
    }

    private static void add(MockConsumer<String, byte[]> consumer, long offset, String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, key, value));
    }

    @Test
    void shouldFindTheScopesOfOneAccount() {
        assertThat(keys().of("aws", "1")).containsExactly(INSTANCES);
        assertThat(keys().of("gcp", "1")).isEmpty();
    }

    @Test
    void shouldReadTheTopicAgainOnlyAfterAWhile() {
        ScopeKeys keys = keys();
        keys.of("aws", "1");
        keys.of("aws", "2");
        assertThat(reads).hasValue(1);

        now.addAndGet(6 * 60 * 1_000_000_000L);
        keys.of("aws", "1");
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldFindNothingWhenTheTopicCannotBeRead() {
        ScopeKeys keys = new ScopeKeys(
                () -> {
                    throw new KafkaException("not authorized");
                },
                TOPIC,
                now::get);

        assertThat(keys.of("aws", "1")).isEmpty();
    }
}
