/** Clients of Kafka, the schema registry, Kafka Connect and Neo4j, each with a bounded wait and a clear failure. */
@NullMarked
package io.cartostream.cli.connection;

import org.jspecify.annotations.NullMarked;
