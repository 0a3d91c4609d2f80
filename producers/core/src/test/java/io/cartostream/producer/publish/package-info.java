@NullMarked
package io.cartostream.producer.publish;

import org.jspecify.annotations.NullMarked;
