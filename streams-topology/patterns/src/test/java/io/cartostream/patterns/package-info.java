/** Tests of patterns. */
@NullMarked
package io.cartostream.patterns;

import org.jspecify.annotations.NullMarked;
