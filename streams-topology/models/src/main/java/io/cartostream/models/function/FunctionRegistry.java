package io.cartostream.models.function;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions that models may call, by name. */
public final class FunctionRegistry {

    /**
     * A function with its name, version and documentation.
     *
     * @param name as models call it
     * @param arguments how many arguments it takes
     * @param version raised whenever its results change: part of the model epoch
     * @param purpose one sentence for the documentation
     * @param function the code
     */
    public record Entry(String name, int arguments, int version, String purpose, ModelFunction function) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    private FunctionRegistry() {}

    /** The built-in functions. */
    public static FunctionRegistry builtIn() {
        FunctionRegistry functions = new FunctionRegistry();
        GeneralFunctions.register(functions);
        AwsFunctions.register(functions);
        InstanceFunctions.register(functions);
        NetworkFunctions.register(functions);
        TagFunctions.register(functions);
        PolicyFunctions.register(functions);
        GcpFunctions.register(functions);
        return functions;
    }

    void add(String name, int arguments, int version, String purpose, ModelFunction function) {
        entries.put(name, new Entry(name, arguments, version, purpose, function));
    }

    /** The function of that name; null if there is none. */
    public @Nullable Entry find(String name) {
        return entries.get(name);
    }

    /** All functions by name. */
    public Map<String, Entry> all() {
        return Collections.unmodifiableMap(entries);
    }
}
