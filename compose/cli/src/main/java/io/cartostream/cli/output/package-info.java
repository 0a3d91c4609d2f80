/** Formats results: tables, ages, JSON. */
@NullMarked
package io.cartostream.cli.output;

import org.jspecify.annotations.NullMarked;
