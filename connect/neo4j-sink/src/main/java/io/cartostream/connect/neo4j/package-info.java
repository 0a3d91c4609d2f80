/**
 * The Connect plugin that owns every write to Neo4j: connector, task and configuration. Contract: every entity of graph-changes is
 * last-write-wins in its own key's order; the graph at rest does not depend on how partitions interleave, on redelivery, or on which
 * workers were killed.
 */
@NullMarked
package io.cartostream.connect.neo4j;

import org.jspecify.annotations.NullMarked;
