/** The commands {@code local}, {@code sample} and {@code demo}: what a newcomer meets first. */
@NullMarked
package io.cartostream.local;

import org.jspecify.annotations.NullMarked;
