/** The node stage: merges contributors, and tracks nodes and their relationships. */
@NullMarked
package io.cartostream.engine.node;

import org.jspecify.annotations.NullMarked;
