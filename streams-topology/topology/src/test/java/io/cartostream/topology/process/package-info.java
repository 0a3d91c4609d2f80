/** The application as a separate process, on a broker in another process. */
@NullMarked
package io.cartostream.topology.process;

import org.jspecify.annotations.NullMarked;
