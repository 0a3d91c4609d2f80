/** The named functions that model files call for what a declaration cannot say. */
@NullMarked
package io.cartostream.models.function;

import org.jspecify.annotations.NullMarked;
