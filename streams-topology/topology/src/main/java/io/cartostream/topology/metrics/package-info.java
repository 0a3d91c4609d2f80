/** Counts what the application does and exposes the counts over JMX. */
@NullMarked
package io.cartostream.topology.metrics;

import org.jspecify.annotations.NullMarked;
