/** Additions to Confluent's serializers, which this module brings along. Knows no record of Cartostream. */
@NullMarked
package io.cartostream.registry;

import org.jspecify.annotations.NullMarked;
