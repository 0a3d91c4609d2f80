@NullMarked
package io.cartostream.models.compile;

import org.jspecify.annotations.NullMarked;
