/** Measures the pipeline that is running: how fast a load goes through it, and how long one change takes. */
@NullMarked
package io.cartostream.cli.bench;

import org.jspecify.annotations.NullMarked;
