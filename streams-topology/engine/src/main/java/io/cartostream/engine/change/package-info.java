/** Changes of the graph, the engine's output. */
@NullMarked
package io.cartostream.engine.change;

import org.jspecify.annotations.NullMarked;
