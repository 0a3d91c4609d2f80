/** The stage by node: contributors, effective state, presence, relationships. */
@NullMarked
package io.cartostream.engine.node;

import org.jspecify.annotations.NullMarked;
