package io.cartostream.local.process;

import java.util.Map;

/**
 * Removes variables of the shell that would change the stack's processes: they are meant for other programs, or for another cluster.
 */
public final class CleanEnvironment {

    private CleanEnvironment() {}

    /** Removes it from the environment of a process that is about to be started. */
    public static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("MAVEN_OPTS")
                        || name.startsWith("CARTOSTREAM_")
                        || name.startsWith("NEO4J_"));
    }
}
