/** Builds and logs dead letters: records that cannot be processed, with the reason and the origin in their headers. */
@NullMarked
package io.cartostream.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
