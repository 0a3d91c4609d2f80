/** The inventory as a whole, read from its topics: what other models would make of it, and rebuilding the output. */
@NullMarked
package io.cartostream.topology.inventory;

import org.jspecify.annotations.NullMarked;
