/**
 * Writing to the database: transactions, retry, isolation of bad rows, constraints and indexes. Knows Kafka only as the coordinates
 * of a row.
 */
@NullMarked
package io.cartostream.connect.neo4j.write;

import org.jspecify.annotations.NullMarked;
