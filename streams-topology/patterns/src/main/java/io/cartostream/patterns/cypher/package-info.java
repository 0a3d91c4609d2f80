/** The Cypher twin of a pattern. */
@NullMarked
package io.cartostream.patterns.cypher;

import org.jspecify.annotations.NullMarked;
