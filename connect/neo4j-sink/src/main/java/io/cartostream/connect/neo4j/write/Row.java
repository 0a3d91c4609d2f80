package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.change.Change;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A change and the record that it came from.
 *
 * @param change what to write
 * @param origin the record, for the dead letter
 */
public record Row(Change change, SinkRecord origin) {}
