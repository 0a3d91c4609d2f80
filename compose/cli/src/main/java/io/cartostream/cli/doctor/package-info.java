/** Examines a running pipeline and says what to do about each problem. Changes nothing. */
@NullMarked
package io.cartostream.cli.doctor;

import org.jspecify.annotations.NullMarked;
