/** The incremental evaluation of patterns: a stage whose state and messages are keyed by node. No Kafka. */
@NullMarked
package io.cartostream.patterns.stage;

import org.jspecify.annotations.NullMarked;
