/** What our processes add to Confluent's classes, which this module carries. It knows no record of ours. */
@NullMarked
package io.cartostream.registry;

import org.jspecify.annotations.NullMarked;
