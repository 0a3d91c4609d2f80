/**
 * What a producer is made of: sources that list scopes and stream their items, and the events that become of them. Knows
 * clouds only as names; nothing of graphs.
 */
@NullMarked
package io.cartostream.producer;

import org.jspecify.annotations.NullMarked;
