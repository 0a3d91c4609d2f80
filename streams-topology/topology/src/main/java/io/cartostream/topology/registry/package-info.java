/**
 * Reads Avro records with schemas from the schema registry and waits while the registry is away.
 */
@NullMarked
package io.cartostream.topology.registry;

import org.jspecify.annotations.NullMarked;
