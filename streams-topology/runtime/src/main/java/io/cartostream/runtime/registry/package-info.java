/** Reads and writes Avro records with schemas from the schema registry, and waits while the registry is unreachable. */
@NullMarked
package io.cartostream.runtime.registry;

import org.jspecify.annotations.NullMarked;
