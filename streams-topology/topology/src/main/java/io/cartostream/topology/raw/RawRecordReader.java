package io.cartostream.topology.raw;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.contract.Scope;
import io.cartostream.contract.TopicName;
import io.cartostream.runtime.deadletter.DeadLetterReason;
import io.cartostream.runtime.deadletter.DeadLetterRecords;
import io.cartostream.runtime.registry.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Decodes and checks a raw record, so that only valid events reach the scope stage. For one thread. */
public final class RawRecordReader {

    private final EventReader events;
    private final int partitions;

    /**
     * Creates a reader.
     *
     * @param partitions number of partitions of inventory-raw; 0 disables the check of the partition
     */
    public RawRecordReader(EventReader events, int partitions) {
        this.events = events;
        this.partitions = partitions;
    }

    /**
     * An event and its scope.
     *
     * @param scope the record's key, parsed
     * @param event the record's value
     */
    public record ScopedEvent(Scope scope, InventoryEvent event) {}

    /**
     * Reads one record.
     *
     * @throws UnreadableRecordException if the record belongs in the dead-letter topic
     */
    public ScopedEvent read(byte @Nullable [] key, byte @Nullable [] value, int partition)
            throws UnreadableRecordException {
        if (key == null) {
            throw new UnreadableRecordException(
                    DeadLetterReason.NULL_KEY,
                    "the record has no key; the key is provider/account/region/resource type");
        }
        if (value == null) {
            throw new UnreadableRecordException(
                    DeadLetterReason.NULL_VALUE, "the record has no value; a removal is an event, not a tombstone");
        }
        checkPartition(key, partition);
        if (!DeadLetterRecords.fits(key, value)) {
            throw new UnreadableRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "key and value have " + ((long) key.length + value.length) + " bytes; the limit is "
                            + TopicName.MAX_MESSAGE_BYTES + " in every topic");
        }
        InventoryEvent event = events.read(value);
        return new ScopedEvent(scopeOf(key, event), event);
    }

    private void checkPartition(byte[] key, int partition) throws UnreadableRecordException {
        if (partitions > 0) {
            int right = Utils.toPositive(Utils.murmur2(key)) % partitions;
            if (right != partition) {
                throw new UnreadableRecordException(
                        DeadLetterReason.WRONG_PARTITION,
                        "the key belongs in partition " + right + " of " + partitions
                                + " (murmur2), the record is in " + partition
                                + "; librdkafka clients set partitioner=murmur2_random");
            }
        }
    }

    private static Scope scopeOf(byte[] key, InventoryEvent event) throws UnreadableRecordException {
        try {
            Scope scope =
                    new Scope(event.getProvider(), event.getAccount(), event.getRegion(), event.getResourceType());
            if (!Arrays.equals(key, scope.key().getBytes(StandardCharsets.UTF_8))) {
                throw new UnreadableRecordException(
                        DeadLetterReason.KEY_MISMATCH,
                        "the key is '" + new String(key, StandardCharsets.UTF_8) + "', but the value is of scope '"
                                + scope.key() + "'");
            }
            return scope;
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(DeadLetterReason.INVALID_EVENT, String.valueOf(e.getMessage()));
        }
    }
}
