package io.cartostream.engine.lookup;

import io.cartostream.engine.store.SortedStore;

/**
 * Stores of the lookup stage.
 *
 * @param carriers per lookup value: the nodes that carry it
 * @param demands per lookup value: the demands for it
 * @param work fan-outs in progress; nearly always empty
 */
public record LookupStores(SortedStore carriers, SortedStore demands, SortedStore work) {}
