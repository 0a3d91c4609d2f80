/** The graph engine: each stage is a plain class that reads messages and stores, and sends messages. Knows nothing of Kafka. */
@NullMarked
package io.cartostream.engine;

import org.jspecify.annotations.NullMarked;
