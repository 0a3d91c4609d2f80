/** Runs Cypher statements from the command line. */
@NullMarked
package io.cartostream.cli.query;

import org.jspecify.annotations.NullMarked;
