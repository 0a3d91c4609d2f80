package io.cartostream.producer.publish;

import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scopes that scope-status knows, by account. Reads the keys of the topic when they are first asked for, and again after five
 * minutes: only a source that cannot list its scopes needs them. Safe for use by many threads.
 */
final class ScopeKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeKeys.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long KEPT_NANOS = Duration.ofMinutes(5).toNanos();

    private final Supplier<Consumer<String, byte[]>> consumers;
    private final String topic;
    private final LongSupplier nanoTime;
    private @Nullable Map<Account, Map<String, Scope>> accounts;
    private long readAt;

    private record Account(String provider, String account) {}

    ScopeKeys(Supplier<Consumer<String, byte[]>> consumers, String topic, LongSupplier nanoTime) {
        this.consumers = consumers;
        this.topic = topic;
        this.nanoTime = nanoTime;
    }

    static ScopeKeys of(PublisherSettings settings, Supplier<Consumer<String, byte[]>> consumers) {
        return new ScopeKeys(consumers, settings.namespace().topic(TopicName.SCOPE_STATUS), System::nanoTime);
    }

    /** The scopes of an account; none, with a line in the log, if they cannot be read. */
    synchronized List<Scope> of(String provider, String account) {
        Map<Account, Map<String, Scope>> known = accounts;
        if (known == null || nanoTime.getAsLong() - readAt > KEPT_NANOS) {
            known = read();
            accounts = known;
            readAt = nanoTime.getAsLong();
        }
        return List.copyOf(
                known.getOrDefault(new Account(provider, account), Map.of()).values());
    }

    private Map<Account, Map<String, Scope>> read() {
        Map<Account, Map<String, Scope>> found = new HashMap<>();
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long started = nanoTime.getAsLong();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (nanoTime.getAsLong() - started > PATIENCE_NANOS) {
                    LOG.warn("{} was not read to its end within 30 s", topic);
                    break;
                }
                consumer.poll(POLL).forEach(record -> add(found, record));
            }
        } catch (KafkaException e) {
            LOG.warn(
                    "{} cannot be read, so scopes of an account that cannot be listed do not show the failure: {}",
                    topic,
                    e.getMessage());
        }
        return found;
    }

    private static void add(Map<Account, Map<String, Scope>> found, ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        if (key == null) {
            return;
        }
        Scope scope;
        try {
            scope = Scope.parse(key);
        } catch (IllegalArgumentException e) {
            return; // a foreign record
        }
        Map<String, Scope> scopes =
                found.computeIfAbsent(new Account(scope.provider(), scope.account()), first -> new TreeMap<>());
        if (record.value() == null) {
            scopes.remove(key);
        } else {
            scopes.put(key, scope);
        }
    }
}
