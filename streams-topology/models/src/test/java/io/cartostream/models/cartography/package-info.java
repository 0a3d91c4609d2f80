/** Checks against Cartography's schema and cases, where that data is at hand. */
@NullMarked
package io.cartostream.models.cartography;

import org.jspecify.annotations.NullMarked;
