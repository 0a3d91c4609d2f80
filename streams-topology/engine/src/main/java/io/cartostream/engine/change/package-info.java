/** What the engine says of the graph. */
@NullMarked
package io.cartostream.engine.change;

import org.jspecify.annotations.NullMarked;
