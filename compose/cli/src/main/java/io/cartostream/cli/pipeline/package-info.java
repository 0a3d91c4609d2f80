/** Watches data flow through the running pipeline: which graph changes follow, and when Neo4j has them. */
@NullMarked
package io.cartostream.cli.pipeline;

import org.jspecify.annotations.NullMarked;
