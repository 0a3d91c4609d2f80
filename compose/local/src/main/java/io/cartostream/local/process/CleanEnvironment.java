package io.cartostream.local.process;

import java.util.Map;

/**
 * What the stack's processes do not take over from the shell: settings there are meant for other programs, or for another cluster.
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
