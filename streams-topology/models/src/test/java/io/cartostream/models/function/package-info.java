@NullMarked
package io.cartostream.models.function;

import org.jspecify.annotations.NullMarked;
