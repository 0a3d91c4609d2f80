/** The local Kafka broker as a process of its own. */
@NullMarked
package io.cartostream.broker;

import org.jspecify.annotations.NullMarked;
