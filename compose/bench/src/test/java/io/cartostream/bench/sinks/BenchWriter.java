package io.cartostream.bench.sinks;

import io.cartostream.avro.GraphChange;
import java.util.List;

/** A way of writing rows to Neo4j that {@link SinksBench} measures. */
interface BenchWriter {

    /** Its name in the results. */
    String name();

    /** Writes rows. Returns, once Neo4j has committed all of them, the seconds since they were ready to be read. */
    double write(List<GraphChange> rows) throws Exception;
}
