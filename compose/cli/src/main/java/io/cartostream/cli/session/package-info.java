/** What a run of the command line works with: its options, its surroundings, its way of failing. */
@NullMarked
package io.cartostream.cli.session;

import org.jspecify.annotations.NullMarked;
