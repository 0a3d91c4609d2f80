/** The thin processors that connect the engine's stages to Kafka Streams. */
@NullMarked
package io.cartostream.topology.stage;

import org.jspecify.annotations.NullMarked;
