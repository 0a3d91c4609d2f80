/** The one thing that a stage needs of a state store. */
@NullMarked
package io.cartostream.engine.store;

import org.jspecify.annotations.NullMarked;
