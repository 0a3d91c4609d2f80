/** Measurements on recorded answers: started manually. */
@NullMarked
package io.cartostream.models.bench;

import org.jspecify.annotations.NullMarked;
