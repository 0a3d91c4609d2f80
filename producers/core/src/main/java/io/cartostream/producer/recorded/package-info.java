/** Recorded API answers as a source: a folder with a manifest and one JSON file per answer. */
@NullMarked
package io.cartostream.producer.recorded;

import org.jspecify.annotations.NullMarked;
