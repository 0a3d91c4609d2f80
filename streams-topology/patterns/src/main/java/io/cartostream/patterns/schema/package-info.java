/** What the models say about the graph: labels, properties, relationships and the resource types that supply them. */
@NullMarked
package io.cartostream.patterns.schema;

import org.jspecify.annotations.NullMarked;
