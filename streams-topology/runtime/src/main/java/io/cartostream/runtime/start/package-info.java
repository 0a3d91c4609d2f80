/** The checks before the first record: Kafka's topics, the registry's schemas, the state folder. */
@NullMarked
package io.cartostream.runtime.start;

import org.jspecify.annotations.NullMarked;
