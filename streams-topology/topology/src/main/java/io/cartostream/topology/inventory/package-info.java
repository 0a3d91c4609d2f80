/** Reads the whole inventory from its topics and replays it as events. */
@NullMarked
package io.cartostream.topology.inventory;

import org.jspecify.annotations.NullMarked;
