/** The keys of model files, and the problems found in them. */
@NullMarked
package io.cartostream.models.source;

import org.jspecify.annotations.NullMarked;
