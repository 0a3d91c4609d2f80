/** Compares the graph with its topic, repairs it, and builds a second one. */
@NullMarked
package io.cartostream.cli.graph;

import org.jspecify.annotations.NullMarked;
