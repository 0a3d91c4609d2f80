/**
 * Fences: keep a writer that was replaced from committing late, and detect gaps.
 */
@NullMarked
package io.cartostream.connect.neo4j.fence;

import org.jspecify.annotations.NullMarked;
