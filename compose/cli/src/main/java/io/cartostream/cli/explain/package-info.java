/** Explains resource types: how a producer reads them, and what the models make of them. */
@NullMarked
package io.cartostream.cli.explain;

import org.jspecify.annotations.NullMarked;
