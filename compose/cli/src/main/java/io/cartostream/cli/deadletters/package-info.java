/** What could not be processed: why, and sending it again. */
@NullMarked
package io.cartostream.cli.deadletters;

import org.jspecify.annotations.NullMarked;
