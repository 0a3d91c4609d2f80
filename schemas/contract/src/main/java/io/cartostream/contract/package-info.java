/**
 * What every part agrees on: scopes, entity keys, topic names and their settings, dead-letter headers, and how a misspelt name is recognised. Plain Java; nothing of
 * Kafka, clouds or Neo4j is known here.
 */
@NullMarked
package io.cartostream.contract;

import org.jspecify.annotations.NullMarked;
