/** Which resource types there are and how each is listed: read from YAML, validated with file and line. */
@NullMarked
package io.cartostream.producer.catalogue;

import org.jspecify.annotations.NullMarked;
