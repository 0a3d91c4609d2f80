/** The commands {@code local}, {@code sample} and {@code demo}: options and output. */
@NullMarked
package io.cartostream.local.command;

import org.jspecify.annotations.NullMarked;
