package io.cartostream.local.stack;

import io.cartostream.local.process.ProcessSpec;
import java.io.IOException;
import java.util.List;

/** The five processes of the stack: their settings files and how to start them. Each has its own class path, as on its own machine. */
public final class ProcessSpecs {

    /** The names of the processes, in the order of the data's way. */
    public static final List<String> NAMES = List.of("broker", "registry", "neo4j", "connect", "topology");

    private final ProcessLaunch launch;

    /**
     * The processes of one stack.
     *
     * @param fullJit whether the JVMs optimise fully: slower to start, faster for benchmarks
     */
    public ProcessSpecs(StackFiles files, StackSettings settings, boolean fullJit) {
        this.launch = new ProcessLaunch(files, settings, fullJit);
    }

    /** Writes the settings files, and returns how to start each process. */
    public List<ProcessSpec> specs() throws IOException, StackException {
        return List.of(
                BrokerSpec.of(launch),
                RegistrySpec.of(launch),
                Neo4jSpec.of(launch),
                ConnectSpec.of(launch),
                TopologySpec.of(launch));
    }

    /**
     * The command that shows what the configured models would change in the graph of this stack, which has run before.
     *
     * @param raise whether it also puts them in force
     */
    public List<String> models(boolean raise) throws StackException {
        return TopologySpec.models(launch, raise);
    }
}
