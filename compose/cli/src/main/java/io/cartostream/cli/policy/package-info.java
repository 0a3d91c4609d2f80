/** What a reader must be allowed to do. */
@NullMarked
package io.cartostream.cli.policy;

import org.jspecify.annotations.NullMarked;
