/** The metrics of a sink task, over JMX. */
@NullMarked
package io.cartostream.connect.neo4j.metrics;

import org.jspecify.annotations.NullMarked;
