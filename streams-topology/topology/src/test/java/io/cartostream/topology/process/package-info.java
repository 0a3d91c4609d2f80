/** The application as a process of its own, on a broker that is another. */
@NullMarked
package io.cartostream.topology.process;

import org.jspecify.annotations.NullMarked;
