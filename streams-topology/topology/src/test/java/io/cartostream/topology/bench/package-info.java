/** What the topology costs: run by hand, never a test ({@code streams-topology/topology/bench}). */
@NullMarked
package io.cartostream.topology.bench;

import org.jspecify.annotations.NullMarked;
