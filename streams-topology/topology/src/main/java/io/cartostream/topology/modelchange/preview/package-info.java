/**
 * Counts the graph changes that other models would make, before they come into force.
 */
@NullMarked
package io.cartostream.topology.modelchange.preview;

import org.jspecify.annotations.NullMarked;
