package io.cartostream.engine.scope;

import io.cartostream.engine.store.SortedStore;

/**
 * Stores of the scope stage.
 *
 * @param scopes per scope: syncs, counters, hold, status; a few hundred bytes, written with every event
 * @param sightings per resource: when it was last seen; a few bytes, written with every sighting
 * @param resources per resource: payload hash and fact ids; written on change only
 * @param work sweeps in progress and the events that wait for them; nearly always empty
 */
public record ScopeStores(SortedStore scopes, SortedStore sightings, SortedStore resources, SortedStore work) {}
