/** The local Kafka broker as a separate process. */
@NullMarked
package io.cartostream.broker;

import org.jspecify.annotations.NullMarked;
