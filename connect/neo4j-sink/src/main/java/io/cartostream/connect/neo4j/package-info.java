/**
 * The Connect plugin that makes every write to Neo4j: connector, task and session. Its contract: for every entity of graph-changes,
 * the last write in the order of its key wins; the graph at rest does not depend on how partitions interleave, on repeated delivery,
 * or on which workers were killed.
 */
@NullMarked
package io.cartostream.connect.neo4j;

import org.jspecify.annotations.NullMarked;
