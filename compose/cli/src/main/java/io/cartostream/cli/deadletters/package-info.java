/** Lists records that could not be processed, and sends them again. */
@NullMarked
package io.cartostream.cli.deadletters;

import org.jspecify.annotations.NullMarked;
