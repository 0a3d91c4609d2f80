/** Topics, subjects, compatibility and connectors: what the pipeline needs before its first record. */
@NullMarked
package io.cartostream.cli.deploy;

import org.jspecify.annotations.NullMarked;
