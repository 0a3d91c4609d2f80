package io.cartostream.models.source;

import io.cartostream.models.source.YamlValue.Mapping;
import io.cartostream.models.source.YamlValue.Scalar;
import io.cartostream.models.source.YamlValue.ScalarKind;
import io.cartostream.models.source.YamlValue.Sequence;
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

/** Reads YAML text into elements that know their line. Anchors are allowed, custom tags and merge keys are not. */
public final class YamlReader {
    private static final int MAX_DEPTH = 40;

    private final String file;
    private final ModelProblems problems;

    private YamlReader(String file, ModelProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The file's top-level map, or null (with the reason noted) if there is none.
     *
     * @param file the file's name in messages
     */
    public static @Nullable Mapping read(String file, String text, ModelProblems problems) {
        return new YamlReader(file, problems).read(text);
    }

    private @Nullable Mapping read(String text) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new SourceLocation(file, line), "not YAML: " + e.getProblem());
            return null;
        } catch (YAMLException e) {
            problems.add(new SourceLocation(file, 0), "not YAML: " + e.getMessage());
            return null;
        }
        if (root == null) {
            problems.add(new SourceLocation(file, 0), "the file is empty");
            return null;
        }
        if (convert(root, 0) instanceof Mapping mapping) {
            return mapping;
        }
        problems.add(new SourceLocation(file, 1), "a model file is a map at its top level");
        return null;
    }

    private YamlValue convert(Node node, int depth) {
        SourceLocation at = at(node);
        if (depth > MAX_DEPTH) {
            problems.add(at, "nested deeper than " + MAX_DEPTH + " levels (an alias to itself?)");
            return new Scalar(at, "", ScalarKind.NULL);
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
            String name = key.getValue();
            if (entries.put(name, convert(tuple.getValueNode(), depth + 1)) != null) {
                problems.add(at(key), "the key '" + name + "' is there twice");
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
