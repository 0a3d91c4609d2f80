/** Watching data flow through the pipeline: what has been read, what still has to be, when it stood in Neo4j. */
@NullMarked
package io.cartostream.local.watch;

import org.jspecify.annotations.NullMarked;
