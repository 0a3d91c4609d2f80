/** What a model file says, checked for form and not yet compiled: the documentation is made from these. */
@NullMarked
package io.cartostream.models.declaration;

import org.jspecify.annotations.NullMarked;
