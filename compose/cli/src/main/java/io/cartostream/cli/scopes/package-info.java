/** How scopes stand, and an operator's decisions about them. */
@NullMarked
package io.cartostream.cli.scopes;

import org.jspecify.annotations.NullMarked;
