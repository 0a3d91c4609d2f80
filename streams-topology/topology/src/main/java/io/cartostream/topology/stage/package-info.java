/** The thin processors around the engine's stages. */
@NullMarked
package io.cartostream.topology.stage;

import org.jspecify.annotations.NullMarked;
