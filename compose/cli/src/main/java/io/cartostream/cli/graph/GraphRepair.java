package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the newest state of entities to graph-changes again, so that the sink writes it. A transaction is committed only if no one
 * wrote one of its keys between the comparison and the record sent here. So a reader of committed records never sees an old state after a
 * newer one, even if this process dies at any time. Entities that others changed in between are left to them.
 */
final class GraphRepair {
    private static final int ROUNDS = 10;
    private static final int PORTION = 5_000;
    private static final long PORTION_BYTES = 8 << 20;
    private static final String REASON = "repair: the topic does not know it";

    private final KafkaClient kafka;
    private final RegistryClient registry;
    private final String topic;
    private final Instant now;
    /** From where on nothing is known of each partition: up to there it was read when the newest states were chosen, or later. */
    private final Map<Integer, Long> unknown;
    /** Where the committed record of each key is, which this repair sent. */
    private final Map<String, RecordMetadata> ours = new HashMap<>();
    /** The places of all records sent here, including those of aborted transactions. */
    private final Set<Place> own = new HashSet<>();

    private final Set<String> superseded = new HashSet<>();
    /** Runs before a transaction is committed, where a test lets the process die. */
    private final Runnable beforeCommit;

    GraphRepair(KafkaClient kafka, RegistryClient registry, TopicLog log, Instant now) {
        this(kafka, registry, log, now, () -> {});
    }

    GraphRepair(KafkaClient kafka, RegistryClient registry, TopicLog log, Instant now, Runnable beforeCommit) {
        this.kafka = kafka;
        this.registry = registry;
        this.topic = log.topic();
        this.unknown = new HashMap<>(log.next());
        this.now = now;
        this.beforeCommit = beforeCommit;
    }

    private record Place(int partition, long offset) {}

    /** Sends all records, and returns when those that no one else changed in between are durable. */
    void send(List<EntityDifference> differences) {
        Map<Place, String> copies = new HashMap<>();
        Map<Integer, Long> from = new HashMap<>();
        try (Producer<String, byte[]> producer = kafka.transactionalProducer(topic + "-repair")) {
            producer.initTransactions();
            Portion portion = new Portion(producer);
            for (EntityDifference difference : differences) {
                if (difference.record() == EntitySnapshot.State.FORGOTTEN) {
                    portion.add(difference.key(), registry.serialize(topic, deletion(difference.key())));
                } else {
                    copies.put(new Place(difference.partition(), difference.offset()), difference.key());
                    from.merge(difference.partition(), difference.offset(), Math::min);
                }
            }
            if (!from.isEmpty()) {
                new TopicReader(kafka).toEnd(topic, from, record -> {
                    String key = copies.remove(new Place(record.partition(), record.offset()));
                    if (key != null) {
                        portion.add(key, record.value());
                    }
                    return !copies.isEmpty();
                });
            }
            superseded.addAll(copies.values()); // compacted, so a newer record exists
            portion.send();
        } catch (KafkaException e) {
            throw KafkaClient.failure(kafka.settings(), e);
        }
    }

    /** The records of one transaction. */
    private final class Portion {
        private final Producer<String, byte[]> producer;
        private final Map<String, byte @Nullable []> values = new HashMap<>();
        private long bytes;

        Portion(Producer<String, byte[]> producer) {
            this.producer = producer;
        }

        void add(String key, byte @Nullable [] value) {
            values.put(key, value);
            bytes += value == null ? 0 : value.length;
            if (values.size() >= PORTION || bytes >= PORTION_BYTES) {
                send();
            }
        }

        void send() {
            for (int round = 0; !values.isEmpty(); round++) {
                if (round == ROUNDS) {
                    throw CommandFailure.failed("other writers keep changing " + values.keySet() + ": try again later");
                }
                producer.beginTransaction();
                Map<String, Future<RecordMetadata>> sending = new HashMap<>();
                values.forEach(
                        (key, value) -> sending.put(key, producer.send(new ProducerRecord<>(topic, key, value))));
                Map<String, RecordMetadata> sent = new HashMap<>();
                sending.forEach((key, future) -> sent.put(key, await(future)));
                sent.values().forEach(record -> own.add(new Place(record.partition(), record.offset())));
                Map<Integer, Long> last = last(sent.values());
                boolean overtaken =
                        !others(last, TopicReader.Isolation.UNCOMMITTED).isEmpty();
                if (!overtaken) {
                    beforeCommit.run();
                    producer.commitTransaction();
                    ours.putAll(sent);
                    values.clear();
                } else {
                    producer.abortTransaction();
                    Set<String> changed = others(last, TopicReader.Isolation.COMMITTED);
                    superseded.addAll(changed);
                    values.keySet().removeAll(changed);
                }
                last.forEach((partition, offset) -> unknown.put(partition, offset + 1));
            }
            bytes = 0;
        }

        /** Keys of this portion that others wrote in the part not yet read, up to the records sent here. */
        private Set<String> others(Map<Integer, Long> last, TopicReader.Isolation isolation) {
            Set<String> others = new HashSet<>();
            new TopicReader(kafka).through(topic, unknown, last, isolation, record -> {
                if (values.containsKey(record.key()) && !own.contains(new Place(record.partition(), record.offset()))) {
                    others.add(record.key());
                }
                return true;
            });
            return others;
        }
    }

    /** Last offset sent in each partition. */
    Map<Integer, Long> sent() {
        return last(ours.values());
    }

    private static Map<Integer, Long> last(Collection<RecordMetadata> records) {
        Map<Integer, Long> last = new HashMap<>();
        records.forEach(record -> last.merge(record.partition(), record.offset(), Math::max));
        return last;
    }

    /** True if the record sent for the key is its newest state, as far as known. */
    boolean isNewest(String key) {
        return !superseded.contains(key);
    }

    private GraphChange deletion(String key) {
        GraphChange change = new GraphChange();
        change.setLabels(List.of());
        change.setProperties(Map.of());
        change.setReason(REASON);
        change.setEffectiveTime(now);
        if (EntityKey.parse(key) instanceof EntityKey.Relationship relationship) {
            change.setOperation(Operation.RELATIONSHIP_DELETE);
            change.setType(relationship.type());
            change.setFromLabel(relationship.from().label());
            change.setFromId(relationship.from().id());
            change.setToLabel(relationship.to().label());
            change.setToId(relationship.to().id());
        } else if (EntityKey.parse(key) instanceof EntityKey.Node node) {
            change.setOperation(Operation.NODE_DELETE);
            change.setLabel(node.label());
            change.setId(node.id());
        }
        return change;
    }

    private RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while sending to " + topic, e);
        } catch (ExecutionException | TimeoutException e) {
            throw KafkaClient.failure(kafka.settings(), e.getCause() == null ? e : e.getCause());
        }
    }
}
