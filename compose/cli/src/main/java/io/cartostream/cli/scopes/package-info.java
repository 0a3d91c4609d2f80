/** Shows the states of scopes, and sends an operator's decisions about them. */
@NullMarked
package io.cartostream.cli.scopes;

import org.jspecify.annotations.NullMarked;
