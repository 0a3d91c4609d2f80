/** Checks against Cartography's schema and cases, if that data is available. */
@NullMarked
package io.cartostream.models.cartography;

import org.jspecify.annotations.NullMarked;
