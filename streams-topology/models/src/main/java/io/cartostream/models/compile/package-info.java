/** Declarations compiled to plans that turn a payload into facts. */
@NullMarked
package io.cartostream.models.compile;

import org.jspecify.annotations.NullMarked;
