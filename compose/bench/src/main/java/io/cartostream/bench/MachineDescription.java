package io.cartostream.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;

/** Describes the machine of a measurement. */
final class MachineDescription {

    private MachineDescription() {}

    static ObjectNode json() {
        return JsonOutput.object()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("java", System.getProperty("java.version"));
    }
}
