/** The graph engine: stages as plain classes, message and store in, messages out. Nothing of Kafka is known here. */
@NullMarked
package io.cartostream.engine;

import org.jspecify.annotations.NullMarked;
