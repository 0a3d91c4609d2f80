package io.cartostream.engine.node;

import io.cartostream.engine.store.SortedStore;

/**
 * Stores of the stage by node.
 *
 * @param contributions what each contributor asserts of each entity, one per key
 * @param entities per node, outgoing and incoming relationship: what was last emitted or forwarded
 * @param work fan-outs in progress and deletions that wait to be forgotten
 */
public record NodeStores(SortedStore contributions, SortedStore entities, SortedStore work) {}
