/** Shows what other models would change in the graph, and puts them in force. */
@NullMarked
package io.cartostream.topology.modelchange.preview;

import org.jspecify.annotations.NullMarked;
