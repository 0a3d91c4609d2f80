/**
 * Raises the models in force: the epoch log, the barriers between partitions and the new derivation of facts.
 */
@NullMarked
package io.cartostream.topology.modelchange;

import org.jspecify.annotations.NullMarked;
