/**
 * Kafka Connect converters that wait for the schema registry instead of failing the task.
 */
@NullMarked
package io.cartostream.connect.neo4j.converter;

import org.jspecify.annotations.NullMarked;
