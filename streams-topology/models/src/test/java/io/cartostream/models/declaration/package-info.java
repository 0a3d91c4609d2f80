@NullMarked
package io.cartostream.models.declaration;

import org.jspecify.annotations.NullMarked;
