/** Syncs: from the clouds or from recorded answers into inventory-raw; jobs and the workers that serve them. */
@NullMarked
package io.cartostream.cli.sync;

import org.jspecify.annotations.NullMarked;
