package io.cartostream.topology.raw;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.runtime.registry.AvroReader;
import io.cartostream.runtime.registry.RegistryUnavailableException;
import io.cartostream.runtime.registry.SchemaLookup;
import io.cartostream.runtime.registry.UnreadableRecordException;

/** Decodes inventory events. For one thread. */
public final class EventReader {

    private final AvroReader<InventoryEvent> reader;

    public EventReader(SchemaLookup schemas) {
        this.reader = new AvroReader<>(schemas, InventoryEvent.getClassSchema());
    }

    /**
     * Reads one value.
     *
     * @throws UnreadableRecordException if the bytes are not an event
     * @throws RegistryUnavailableException if the writer schema cannot be read now
     */
    public InventoryEvent read(byte[] value) throws UnreadableRecordException {
        return reader.read(value);
    }
}
