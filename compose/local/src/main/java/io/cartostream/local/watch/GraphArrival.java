package io.cartostream.local.watch;

import io.cartostream.avro.GraphChange;
import io.cartostream.avro.Neo4jPropertyType;
import io.cartostream.avro.Operation;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.Neo4jClient;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.contract.EntityKey;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes when expected graph changes stand in Neo4j: a thread of its own asks for the oldest that does not stand yet, again and
 * again. One change is asked for at a time, so the noted time is that of the last one, late by one query at most.
 */
public final class GraphArrival implements AutoCloseable {

    private final Neo4jClient graph;
    private final Consumer<String, byte[]> raw;
    private final List<TopicPartition> partitions;
    private final String scopeKey;
    private final String resourceId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<GraphChangeFeed.Seen> expected = new ArrayDeque<>();
    private final Thread thread = new Thread(this::look, "arrival");

    private long lastSeenAt;
    private long lastStoodAt;
    private boolean closed;

    /**
     * When what happened.
     *
     * @param appendedAt when the broker appended the observation, epoch milliseconds
     * @param topologyMs from then to the last graph change
     * @param neo4jMs from then to the last one's standing in Neo4j
     */
    public record Times(long appendedAt, long topologyMs, long neo4jMs) {}

    /** Watches for what comes of one resource of one scope. */
    public GraphArrival(KafkaClient kafka, Neo4jClient graph, String scopeKey, String resourceId) {
        this.graph = graph;
        this.scopeKey = scopeKey;
        this.resourceId = resourceId;
        String topic = kafka.existing(TopicName.INVENTORY_RAW);
        this.raw = kafka.consumer();
        this.partitions = raw.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        raw.assign(partitions);
        raw.seekToEnd(partitions);
        partitions.forEach(raw::position);
        thread.setDaemon(true);
    }

    /** Begins to look, with one question beforehand that warms the connection. */
    public void start() {
        count("MATCH (n:CartostreamEntity {_key: ''}) RETURN count(n) AS n", Map.of());
        thread.start();
    }

    /** Adds a change to look for. */
    public void expect(GraphChangeFeed.Seen seen) {
        lock.lock();
        try {
            lastSeenAt = System.currentTimeMillis() - (System.nanoTime() - seen.seenNanos()) / 1_000_000;
            expected.add(seen);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all expected changes stand. */
    public Times await(Duration patience) {
        long appended = appended();
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!expected.isEmpty()) {
                if (!changed.await(200, TimeUnit.MILLISECONDS) && System.nanoTime() > deadline) {
                    throw CommandFailure.failed("after " + patience.toSeconds() + " s "
                            + expected.getFirst().key() + " still does not stand in Neo4j");
                }
            }
            return new Times(appended, lastSeenAt - appended, lastStoodAt - appended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        } finally {
            lock.unlock();
        }
    }

    /** When the broker appended the record that observed the resource. The id stands in the record as it is. */
    private long appended() {
        byte[] needle = resourceId.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Map<TopicPartition, Long> ends = raw.endOffsets(partitions);
        long found = 0;
        while (partitions.stream().anyMatch(p -> raw.position(p) < ends.getOrDefault(p, 0L))) {
            for (var record : raw.poll(Duration.ofMillis(100))) {
                if (Objects.equals(record.key(), scopeKey)
                        && record.value() != null
                        && contains(record.value(), needle)) {
                    found = record.timestamp();
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] text, byte[] needle) {
        for (int i = 0; i + needle.length <= Math.min(text.length, 2_000); i++) {
            if (java.util.Arrays.equals(text, i, i + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }

    private void look() {
        while (true) {
            GraphChangeFeed.Seen next;
            lock.lock();
            try {
                while (expected.isEmpty() && !closed) {
                    changed.await();
                }
                if (closed) {
                    return;
                }
                next = expected.getFirst();
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            if (stands(next)) {
                lock.lock();
                try {
                    lastStoodAt = System.currentTimeMillis();
                    expected.removeFirst();
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** An upsert stands if the entity carries its time; a deletion, if the entity is gone. */
    private boolean stands(GraphChangeFeed.Seen seen) {
        GraphChange change = seen.change();
        boolean upsert = change != null
                && (change.getOperation() == Operation.NODE_UPSERT
                        || change.getOperation() == Operation.RELATIONSHIP_UPSERT);
        Neo4jPropertyType updated =
                change == null ? null : change.getProperties().get("lastupdated");
        Long time = upsert && updated != null ? updated.getI64() : null;
        EntityKey entity = EntityKey.parse(seen.key());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("time", time);
        long count;
        if (entity instanceof EntityKey.Relationship relationship) {
            parameters.put("from", relationship.from().text());
            parameters.put("to", relationship.to().text());
            parameters.put("type", relationship.type());
            count = count(
                    "MATCH (:CartostreamEntity {_key: $from})-[r]->(:CartostreamEntity {_key: $to})"
                            + " WHERE type(r) = $type AND ($time IS NULL OR r.lastupdated = $time) RETURN count(r) AS n",
                    parameters);
        } else {
            // A node without an id is a bare end: it stands for nothing but the end of a relationship.
            parameters.put("key", entity.text());
            count = count(
                    "MATCH (n:CartostreamEntity {_key: $key}) WHERE n.id IS NOT NULL"
                            + " AND ($time IS NULL OR n.lastupdated = $time) RETURN count(n) AS n",
                    parameters);
        }
        return upsert == count > 0;
    }

    private long count(String cypher, Map<String, Object> parameters) {
        return graph.read(cypher, parameters, result -> result.single().get("n").asLong());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        raw.close();
    }
}
