package io.cartostream.yaml;

import io.cartostream.yaml.YamlValue.Mapping;
import io.cartostream.yaml.YamlValue.Scalar;
import io.cartostream.yaml.YamlValue.ScalarKind;
import io.cartostream.yaml.YamlValue.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML text into values that know their line. Anchors are allowed; custom tags and merge keys are errors. */
public final class YamlReader {
    private static final int MAX_DEPTH = 40;

    private final String file;
    private final ProblemListener problems;

    private YamlReader(String file, ProblemListener problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Returns the file's top-level map; null, after reporting the reason, if there is none.
     *
     * @param file the file's name in messages
     */
    public static @Nullable Mapping read(String file, String text, ProblemListener problems) {
        return new YamlReader(file, problems).read(text);
    }

    private @Nullable Mapping read(String text) {
        Node root = compose(text);
        if (root == null) {
            return null;
        }
        if (convert(root, 0) instanceof Mapping mapping) {
            return mapping;
        }
        problems.add(at(root), "the file must be a map at its top level");
        return null;
    }

    private @Nullable Node compose(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                problems.add(new SourceLocation(file, 1), "the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new SourceLocation(file, line), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            problems.add(new SourceLocation(file, 0), "not YAML: " + reason);
        }
        return null;
    }

    private YamlValue convert(Node node, int depth) {
        SourceLocation at = at(node);
        if (depth > MAX_DEPTH) {
            problems.add(at, "nested deeper than " + MAX_DEPTH + " levels (an alias to itself?)");
            return new Scalar(at, "", ScalarKind.NULL);
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            problems.add(at, "custom tags are not allowed: " + node.getTag().getValue());
        }
        if (node instanceof ScalarNode scalar) {
            return new Scalar(at, scalar.getValue(), kind(scalar.getTag()));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, depth + 1));
            }
            return new Sequence(at, List.copyOf(items));
        }
        return mapping((MappingNode) node, at, depth);
    }

    private Mapping mapping(MappingNode node, SourceLocation at, int depth) {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Map<String, SourceLocation> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(at(tuple.getKeyNode()), "a key must be a plain text");
                continue;
            }
            if (key.getTag().equals(Tag.MERGE)) {
                problems.add(at(key), "merge keys ('<<') are not allowed");
                continue;
            }
            String name = key.getValue();
            if (entries.put(name, convert(tuple.getValueNode(), depth + 1)) != null) {
                problems.add(at(key), "the key '" + name + "' appears twice");
            }
            keys.put(name, at(key));
        }
        return new Mapping(at, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
    }

    private static ScalarKind kind(Tag tag) {
        if (tag.equals(Tag.BOOL)) {
            return ScalarKind.FLAG;
        }
        if (tag.equals(Tag.INT)) {
            return ScalarKind.WHOLE;
        }
        if (tag.equals(Tag.FLOAT)) {
            return ScalarKind.REAL;
        }
        return tag.equals(Tag.NULL) ? ScalarKind.NULL : ScalarKind.TEXT;
    }

    private SourceLocation at(Node node) {
        return new SourceLocation(file, node.getStartMark().getLine() + 1);
    }
}
