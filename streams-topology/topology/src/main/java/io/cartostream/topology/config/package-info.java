/** The application's settings: where they come from, what they mean, what is refused. */
@NullMarked
package io.cartostream.topology.config;

import org.jspecify.annotations.NullMarked;
