@NullMarked
package io.cartostream.producer.catalogue;

import org.jspecify.annotations.NullMarked;
