package io.cartostream.topology.raw;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.topology.registry.AvroReader;
import io.cartostream.topology.registry.RegistryUnavailableException;
import io.cartostream.topology.registry.SchemaLookup;
import io.cartostream.topology.registry.UnreadableRecordException;

/** Reads events. For one thread. */
public final class EventReader {

    private final AvroReader<InventoryEvent> reader;

    /** Reads with the writer schemas of this lookup. */
    public EventReader(SchemaLookup schemas) {
        this.reader = new AvroReader<>(schemas, InventoryEvent.getClassSchema());
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableRecordException if it is no event
     * @throws RegistryUnavailableException if that cannot be known now
     */
    public InventoryEvent read(byte[] value) throws UnreadableRecordException {
        return reader.read(value);
    }
}
