/** What producers saw, as the engine takes it. */
@NullMarked
package io.cartostream.engine.event;

import org.jspecify.annotations.NullMarked;
