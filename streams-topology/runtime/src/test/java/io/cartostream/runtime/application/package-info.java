/** A second application on the runtime, which shows that the runtime knows no topology. */
@NullMarked
package io.cartostream.runtime.application;

import org.jspecify.annotations.NullMarked;
