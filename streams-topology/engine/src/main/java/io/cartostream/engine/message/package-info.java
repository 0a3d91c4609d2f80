/** The messages between the stages, and their encoding. */
@NullMarked
package io.cartostream.engine.message;

import org.jspecify.annotations.NullMarked;
