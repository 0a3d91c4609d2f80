@NullMarked
package io.cartostream.producer.provider;

import org.jspecify.annotations.NullMarked;
