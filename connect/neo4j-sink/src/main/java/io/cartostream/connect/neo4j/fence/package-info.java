/** Fences in the database: they keep a replaced writer from committing late, and reveal gaps in what the sink has read. */
@NullMarked
package io.cartostream.connect.neo4j.fence;

import org.jspecify.annotations.NullMarked;
