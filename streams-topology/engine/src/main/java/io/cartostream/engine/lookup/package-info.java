/** The stage by lookup value: which nodes carry it, which relationships ask for it. */
@NullMarked
package io.cartostream.engine.lookup;

import org.jspecify.annotations.NullMarked;
