/** Checks a user's models without a running pipeline. */
@NullMarked
package io.cartostream.cli.models;

import org.jspecify.annotations.NullMarked;
