/** Reads the records of inventory-raw: bytes to events, and the reasons for dead letters. */
@NullMarked
package io.cartostream.topology.raw;

import org.jspecify.annotations.NullMarked;
