/** Takes events to Kafka: durable, in order per scope, with errors that say what to do. */
@NullMarked
package io.cartostream.producer.publish;

import org.jspecify.annotations.NullMarked;
