/** A graph change as the topic carries it, validated and turned into the row of a Cypher statement. No driver, no tasks. */
@NullMarked
package io.cartostream.connect.neo4j.change;

import org.jspecify.annotations.NullMarked;
