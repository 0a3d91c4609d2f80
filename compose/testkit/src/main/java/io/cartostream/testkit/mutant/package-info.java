/** Tries deliberate faults on a module's tests, one at a time. */
@NullMarked
package io.cartostream.testkit.mutant;

import org.jspecify.annotations.NullMarked;
