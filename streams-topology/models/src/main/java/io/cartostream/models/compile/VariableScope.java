package io.cartostream.models.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names that are visible at one place of a declaration, and their slots in the frame. */
final class VariableScope {
    /** Slots that every frame has. */
    static final int PROVIDER = 0;

    static final int ACCOUNT = 1;
    static final int REGION = 2;
    static final int PARTITION = 3;
    static final int RESOURCE_ID = 4;
    static final int RESOURCE = 5;

    private final Map<String, Integer> slots;
    private final Counter counter;

    private VariableScope(Map<String, Integer> slots, Counter counter) {
        this.slots = slots;
        this.counter = counter;
    }

    /** The names of a scope. */
    static VariableScope ofScope() {
        Map<String, Integer> slots = new LinkedHashMap<>();
        slots.put("provider", PROVIDER);
        slots.put("account", ACCOUNT);
        slots.put("region", REGION);
        slots.put("partition", PARTITION);
        return new VariableScope(slots, new Counter(RESOURCE + 1));
    }

    /** The names of a resource. */
    static VariableScope ofResource() {
        VariableScope names = ofScope();
        names.slots.put("resource_id", RESOURCE_ID);
        names.slots.put("resource", RESOURCE);
        return names;
    }

    /** A copy for an inner place. Names declared in it are not visible outside. */
    VariableScope inner() {
        return new VariableScope(new LinkedHashMap<>(slots), counter);
    }

    /** Declares a name; null if it is taken. */
    @Nullable
    Integer declare(String name) {
        if (slots.containsKey(name)) {
            return null;
        }
        int slot = counter.next++;
        slots.put(name, slot);
        return slot;
    }

    @Nullable
    Integer slot(String name) {
        return slots.get(name);
    }

    /** The number of slots that a frame needs. */
    int size() {
        return counter.next;
    }

    @Override
    public String toString() {
        return slots.keySet().stream().map(name -> "$" + name).collect(Collectors.joining(", "));
    }

    private static final class Counter {
        private int next;

        private Counter(int next) {
            this.next = next;
        }
    }
}
