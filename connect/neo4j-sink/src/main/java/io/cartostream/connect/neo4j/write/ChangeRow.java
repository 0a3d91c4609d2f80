package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.EntityChange;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A change and the record that it came from.
 *
 * @param change what to write
 * @param origin the record, for the dead letter
 */
public record ChangeRow(EntityChange change, SinkRecord origin) {}
