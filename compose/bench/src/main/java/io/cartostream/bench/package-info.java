/** Measures a running pipeline: how fast a load passes through it, and how long one change takes. */
@NullMarked
package io.cartostream.bench;

import org.jspecify.annotations.NullMarked;
