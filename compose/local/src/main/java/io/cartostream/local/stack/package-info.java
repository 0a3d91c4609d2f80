/** The parts of the local stack: their settings, their start, their end. */
@NullMarked
package io.cartostream.local.stack;

import org.jspecify.annotations.NullMarked;
