/** A Streams application from its start to its stop: readiness, failures, stalls, restores, scheduled upkeep, client settings. */
@NullMarked
package io.cartostream.runtime.run;

import org.jspecify.annotations.NullMarked;
