/** The facts that one resource asserts. The model compiler derives them, the engine stores them. */
@NullMarked
package io.cartostream.models.fact;

import org.jspecify.annotations.NullMarked;
