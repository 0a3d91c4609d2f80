@NullMarked
package io.cartostream.producer.recorded;

import org.jspecify.annotations.NullMarked;
