/**
 * The database of the local stack as a separate process. Neo4j Community is GPLv3, so no other part of Cartostream has its jars
 * on the class path.
 */
@NullMarked
package io.cartostream.neo4j;

import org.jspecify.annotations.NullMarked;
