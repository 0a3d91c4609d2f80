/** Records of inventory-raw as they arrive: bytes to events, and what becomes of bytes that are none. */
@NullMarked
package io.cartostream.topology.raw;

import org.jspecify.annotations.NullMarked;
