/** The static check of patterns against the models, strata included. */
@NullMarked
package io.cartostream.patterns.check;

import org.jspecify.annotations.NullMarked;
