/** A change of models: the record of the models in force, the barrier between partitions, and the rederivation of facts. */
@NullMarked
package io.cartostream.topology.modelchange;

import org.jspecify.annotations.NullMarked;
