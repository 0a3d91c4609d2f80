package io.cartostream.engine.lookup;

import io.cartostream.engine.store.Store;

/**
 * Stores of the stage by lookup value.
 *
 * @param carriers per lookup value: the nodes that carry it
 * @param demands per lookup value: the relationships that look for it
 * @param work fan-outs in progress; nearly always empty
 */
public record LookupStores(Store carriers, Store demands, Store work) {}
