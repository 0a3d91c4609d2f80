/**
 * Builds the records of inventory-raw-dlq and logs them.
 */
@NullMarked
package io.cartostream.topology.deadletter;

import org.jspecify.annotations.NullMarked;
