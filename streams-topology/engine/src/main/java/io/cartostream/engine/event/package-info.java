/** Inventory events, the engine's input. */
@NullMarked
package io.cartostream.engine.event;

import org.jspecify.annotations.NullMarked;
