/** Everything around the running topology: checks at start, the state folder, purging, failures, readiness, shutdown. */
@NullMarked
package io.cartostream.topology.run;

import org.jspecify.annotations.NullMarked;
