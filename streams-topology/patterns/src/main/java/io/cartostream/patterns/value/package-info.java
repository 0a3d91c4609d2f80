/** Values, rows and the evaluation of expressions in Kleene's logic. */
@NullMarked
package io.cartostream.patterns.value;

import org.jspecify.annotations.NullMarked;
