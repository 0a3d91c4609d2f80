/** Options, settings, environment and failures of one run of the command line. */
@NullMarked
package io.cartostream.cli.session;

import org.jspecify.annotations.NullMarked;
