@NullMarked
package io.cartostream.producer.sync;

import org.jspecify.annotations.NullMarked;
