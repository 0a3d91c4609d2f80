/** Real processes: how to start one, when it is ready, who watches it and what became of it. Nothing here knows Kafka or Neo4j by API. */
@NullMarked
package io.cartostream.local.process;

import org.jspecify.annotations.NullMarked;
