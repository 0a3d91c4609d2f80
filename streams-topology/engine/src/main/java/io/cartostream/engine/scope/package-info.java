/** The scope stage: tracks syncs, applies the time rules and the brake, and derives facts from payloads. */
@NullMarked
package io.cartostream.engine.scope;

import org.jspecify.annotations.NullMarked;
