/** Wires the engine's stages into a Kafka Streams application. Start reading at {@link io.cartostream.topology.AssetGraphTopology}. */
@NullMarked
package io.cartostream.topology;

import org.jspecify.annotations.NullMarked;
