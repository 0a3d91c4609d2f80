/** Patterns over the asset graph: language, check, explanation, Cypher twin and evaluation. Plain classes; no Kafka, no clock. */
@NullMarked
package io.cartostream.patterns;

import org.jspecify.annotations.NullMarked;
