/** What a sink task tells about itself over JMX. */
@NullMarked
package io.cartostream.connect.neo4j.metrics;

import org.jspecify.annotations.NullMarked;
