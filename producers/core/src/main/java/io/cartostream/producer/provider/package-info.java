/** How a provider of inventory plugs in: it is found by {@link java.util.ServiceLoader} and brings its own catalogue. */
@NullMarked
package io.cartostream.producer.provider;

import org.jspecify.annotations.NullMarked;
