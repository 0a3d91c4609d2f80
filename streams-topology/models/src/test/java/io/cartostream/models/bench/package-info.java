/** Measurements on recorded answers: run by hand. */
@NullMarked
package io.cartostream.models.bench;

import org.jspecify.annotations.NullMarked;
