package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.EntityChange;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A change with its record.
 *
 * @param change what to write
 * @param origin the record that holds the change, for the dead letter
 */
public record ChangeRow(EntityChange change, SinkRecord origin) {}
