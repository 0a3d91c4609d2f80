/** Tests of what is done with the whole inventory. */
@NullMarked
package io.cartostream.topology.inventory;

import org.jspecify.annotations.NullMarked;
