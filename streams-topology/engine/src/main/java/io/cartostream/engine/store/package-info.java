/** The store that a stage needs, and helpers on top of it. */
@NullMarked
package io.cartostream.engine.store;

import org.jspecify.annotations.NullMarked;
