/** Rebuilds the inventory of a namespace from another one. */
@NullMarked
package io.cartostream.cli.inventory;

import org.jspecify.annotations.NullMarked;
