@NullMarked
package io.cartostream.worker;

import org.jspecify.annotations.NullMarked;
