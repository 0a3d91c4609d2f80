/** Patterns compiled to counting semi-joins: positions, hops, and the state that nodes keep for them. */
@NullMarked
package io.cartostream.patterns.plan;

import org.jspecify.annotations.NullMarked;
