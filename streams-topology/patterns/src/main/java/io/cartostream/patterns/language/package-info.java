/** The pattern language: syntax tree and parser. */
@NullMarked
package io.cartostream.patterns.language;

import org.jspecify.annotations.NullMarked;
