/** Which models are in force. */
@NullMarked
package io.cartostream.topology.epoch;

import org.jspecify.annotations.NullMarked;
