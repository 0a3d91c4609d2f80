/** The reference evaluation of patterns: the whole graph at once, simple and slow. */
@NullMarked
package io.cartostream.patterns.reference;

import org.jspecify.annotations.NullMarked;
