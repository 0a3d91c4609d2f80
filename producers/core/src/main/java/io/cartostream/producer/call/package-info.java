/** How API calls are made: not too fast, again where that helps, and not for ever. */
@NullMarked
package io.cartostream.producer.call;

import org.jspecify.annotations.NullMarked;
