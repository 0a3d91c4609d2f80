/**
 * The database of the local stack as a process of its own. Neo4j Community is GPLv3: nothing else of Cartostream has its jars on
 * its class path.
 */
@NullMarked
package io.cartostream.neo4j;

import org.jspecify.annotations.NullMarked;
