/** The stage by scope: sync bookkeeping, time rules, the brake, payload to facts. */
@NullMarked
package io.cartostream.engine.scope;

import org.jspecify.annotations.NullMarked;
