/** Models of one's own, tried without a running pipeline. */
@NullMarked
package io.cartostream.cli.models;

import org.jspecify.annotations.NullMarked;
