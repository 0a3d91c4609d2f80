/** Model files as text: YAML with the file and line of every element, and the problems found in them. */
@NullMarked
package io.cartostream.models.source;

import org.jspecify.annotations.NullMarked;
