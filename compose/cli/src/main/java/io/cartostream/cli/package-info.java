/** The command {@code cartostream}: its entry point and its root; one package per group of commands below it. */
@NullMarked
package io.cartostream.cli;

import org.jspecify.annotations.NullMarked;
