package io.cartostream.local.report;

import io.cartostream.local.stack.StackFiles;
import io.cartostream.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything of the local stack listens, and what to try next. */
public final class StackAddresses {

    private StackAddresses() {}

    /** For programs. The password is in the file that is named. */
    public static Map<String, String> map(StackFiles files, StackSettings stack) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("browser", stack.browserUrl());
        map.put("bolt", stack.boltUrl());
        map.put("neo4jUser", "neo4j");
        map.put("neo4jPasswordFile", files.password().toString());
        map.put("kafka", stack.bootstrap());
        map.put("connect", stack.connectUrl());
        map.put("registry", stack.registryUrl());
        map.put("topologyMetrics", metrics(stack.ports().topologyMetrics()));
        map.put("connectMetrics", metrics(stack.ports().connectMetrics()));
        map.put("configuration", files.commandLine().toString());
        map.put("logs", files.state().resolve("logs").toString());
        return map;
    }

    private static String metrics(int port) {
        return "http://127.0.0.1:" + port + "/metrics";
    }

    /** For people. */
    public static List<String> lines(StackFiles files, StackSettings stack, boolean empty) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Neo4j Browser    " + stack.browserUrl() + "   (user neo4j, password " + StackSettings.password(files)
                + ")");
        lines.add("Bolt             " + stack.boltUrl());
        lines.add("Kafka            " + stack.bootstrap());
        lines.add("Connect REST     " + stack.connectUrl());
        lines.add("Schema registry  " + stack.registryUrl());
        lines.add("Metrics          " + metrics(stack.ports().topologyMetrics()) + " (topology)  "
                + metrics(stack.ports().connectMetrics()) + " (Connect)");
        lines.add("State and logs   " + files.state());
        lines.add("");
        String launcher = launcher(files);
        lines.add("Next:");
        if (!empty) {
            lines.add("  " + launcher + " demo change        one firewall rule changes: what follows, and how fast");
            lines.add("  " + launcher + " demo resync        the same inventory again: 0 changes");
        }
        lines.add("  " + launcher
                + " sync               your own AWS account (sync --check: only report what can be read)");
        lines.add("  " + launcher
                + " local down         stop; `local up` continues, `local up --clean` starts from nothing");
        return lines;
    }

    /** The launcher as one would type it from here. */
    private static String launcher(StackFiles files) {
        Path launcher = files.home().resolve("compose/local/cartostream");
        Path here = Path.of("").toAbsolutePath();
        return launcher.startsWith(here) ? here.relativize(launcher).toString() : launcher.toString();
    }
}
