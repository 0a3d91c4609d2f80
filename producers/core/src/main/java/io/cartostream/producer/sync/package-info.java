/** The sync protocol: what a scope's events are, in which order, and how many scopes are read side by side. */
@NullMarked
package io.cartostream.producer.sync;

import org.jspecify.annotations.NullMarked;
