/** The topic's graph changes, validated and turned into rows of Cypher statements. Knows no database connection and no tasks. */
@NullMarked
package io.cartostream.connect.neo4j.change;

import org.jspecify.annotations.NullMarked;
