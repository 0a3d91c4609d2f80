/** The work of the commands on one local stack: start, load, restart, and the demonstrations. */
@NullMarked
package io.cartostream.local.operation;

import org.jspecify.annotations.NullMarked;
