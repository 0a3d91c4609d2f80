package io.cartostream.engine.node;

import io.cartostream.engine.store.SortedStore;

/**
 * Stores of the node stage.
 *
 * @param contributions the assertions of each contributor to each entity, one per key
 * @param entities for each node, outgoing and incoming relationship: the state that was emitted or forwarded last
 * @param work fan-outs in progress and deletions that wait to be forgotten
 */
public record NodeStores(SortedStore contributions, SortedStore entities, SortedStore work) {}
