/** Maps between Avro records and the domain records of the engine. */
@NullMarked
package io.cartostream.topology.avro;

import org.jspecify.annotations.NullMarked;
