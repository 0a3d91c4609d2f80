@NullMarked
package io.cartostream.producer.gcp;

import org.jspecify.annotations.NullMarked;
