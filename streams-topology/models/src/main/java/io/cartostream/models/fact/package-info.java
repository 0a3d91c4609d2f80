/** What models yield: the facts that one resource asserts. Shared by the model compiler (which makes them) and the engine (which keeps them). */
@NullMarked
package io.cartostream.models.fact;

import org.jspecify.annotations.NullMarked;
