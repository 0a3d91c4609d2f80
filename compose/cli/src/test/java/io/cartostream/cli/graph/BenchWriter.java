package io.cartostream.cli.graph;

import io.cartostream.avro.GraphChange;
import java.util.List;

/** One of those that {@link SinksBench} compares. */
interface BenchWriter {

    /** As the results call it. */
    String name();

    /** Writes rows and returns when Neo4j has committed all of them: the seconds since they were ready to be read. */
    double write(List<GraphChange> rows) throws Exception;
}
