@NullMarked
package io.cartostream.producer;

import org.jspecify.annotations.NullMarked;
