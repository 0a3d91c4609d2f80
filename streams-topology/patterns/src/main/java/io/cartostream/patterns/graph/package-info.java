/** Nodes and relationships as patterns see them. */
@NullMarked
package io.cartostream.patterns.graph;

import org.jspecify.annotations.NullMarked;
