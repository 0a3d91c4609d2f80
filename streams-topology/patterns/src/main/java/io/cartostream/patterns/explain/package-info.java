/** Patterns explained to people. */
@NullMarked
package io.cartostream.patterns.explain;

import org.jspecify.annotations.NullMarked;
