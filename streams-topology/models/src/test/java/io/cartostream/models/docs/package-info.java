/** The generated pages of the documentation, and the tests that compare them with the models. */
@NullMarked
package io.cartostream.models.docs;

import org.jspecify.annotations.NullMarked;
