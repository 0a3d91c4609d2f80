/** The generated pages of the documentation, and the tests that hold them in step with the models. */
@NullMarked
package io.cartostream.models.docs;

import org.jspecify.annotations.NullMarked;
