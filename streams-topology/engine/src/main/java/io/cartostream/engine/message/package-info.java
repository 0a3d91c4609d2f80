/** What the stages send each other, and its bytes. */
@NullMarked
package io.cartostream.engine.message;

import org.jspecify.annotations.NullMarked;
