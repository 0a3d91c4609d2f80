@NullMarked
package io.cartostream.producer.call;

import org.jspecify.annotations.NullMarked;
