package io.cartostream.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;

/** Where a figure was measured, without which it says little. */
final class MachineDescription {

    private MachineDescription() {}

    static ObjectNode json() {
        return JsonOutput.object()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("java", System.getProperty("java.version"));
    }
}
