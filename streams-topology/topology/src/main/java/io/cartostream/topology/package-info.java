/** The Kafka Streams application: the engine's stages, wired. {@link io.cartostream.topology.AssetGraphTopology} is where to start reading. */
@NullMarked
package io.cartostream.topology;

import org.jspecify.annotations.NullMarked;
