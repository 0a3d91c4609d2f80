/** Tests that hold the documentation in step. */
@NullMarked
package io.cartostream.topology.docs;

import org.jspecify.annotations.NullMarked;
