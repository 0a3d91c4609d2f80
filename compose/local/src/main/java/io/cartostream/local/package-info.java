/** The program of the launcher: the command line with the commands of the local stack. */
@NullMarked
package io.cartostream.local;

import org.jspecify.annotations.NullMarked;
