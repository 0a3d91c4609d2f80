/** What is in the topics, and sending it again. */
@NullMarked
package io.cartostream.cli.topics;

import org.jspecify.annotations.NullMarked;
