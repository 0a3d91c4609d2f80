/** Whether the graph is what its topic says: compared, repaired, and built anew beside the one in use. */
@NullMarked
package io.cartostream.cli.graph;

import org.jspecify.annotations.NullMarked;
