/** The lookup stage: pairs the nodes that carry a value with the demands for it. */
@NullMarked
package io.cartostream.engine.lookup;

import org.jspecify.annotations.NullMarked;
