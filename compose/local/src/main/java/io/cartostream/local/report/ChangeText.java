package io.cartostream.local.report;

import io.cartostream.avro.GraphChange;
import io.cartostream.contract.EntityKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Graph changes for people and programs. */
public final class ChangeText {

    private static final int LONGEST = 70;

    private ChangeText() {}

    /** A row: what happens, to which entity, its properties. */
    public static String[] row(String key, @Nullable GraphChange change) {
        String operation = change == null
                ? "forgotten"
                : change.getOperation().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new String[] {operation, entity(EntityKey.parse(key)), change == null ? "" : cut(properties(change))};
    }

    /** The same as a map. */
    public static Map<String, Object> map(String key, @Nullable GraphChange change) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", key);
        if (change != null) {
            map.put("operation", change.getOperation().toString());
            map.put("properties", texts(change));
        }
        return map;
    }

    static String entity(EntityKey key) {
        if (key instanceof EntityKey.Relationship relationship) {
            return node(relationship.from()) + "-[:" + relationship.type() + "]->" + node(relationship.to());
        }
        return key instanceof EntityKey.Node node ? node(node) : key.text();
    }

    private static String node(EntityKey.Node node) {
        return "(:" + node.label() + " " + node.id() + ")";
    }

    private static String properties(GraphChange change) {
        StringBuilder text = new StringBuilder();
        texts(change).forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append('=')
                .append(value));
        return text.toString();
    }

    private static Map<String, String> texts(GraphChange change) {
        Map<String, String> texts = new TreeMap<>();
        change.getProperties().forEach((name, value) -> {
            if (!List.of("firstseen", "lastupdated").contains(name)) {
                texts.put(
                        name,
                        String.valueOf(value.get(
                                value.getSchema().getField(value.getType()).pos())));
            }
        });
        return texts;
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
