/** Patterns in YAML files. */
@NullMarked
package io.cartostream.patterns.file;

import org.jspecify.annotations.NullMarked;
