/** The engine's compact binary encoding: fields in order, variable-length integers, one version byte in front. */
@NullMarked
package io.cartostream.engine.codec;

import org.jspecify.annotations.NullMarked;
