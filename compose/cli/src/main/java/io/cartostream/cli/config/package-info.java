/** Shows the settings in force and their sources. */
@NullMarked
package io.cartostream.cli.config;

import org.jspecify.annotations.NullMarked;
