package io.cartostream.models.declaration;

import io.cartostream.models.source.MapReader;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.YamlReader;
import io.cartostream.yaml.YamlValue;
import io.cartostream.yaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one model file. Errors go to the problems; a type with an error is frozen. */
public final class FileReader {
    private final ModelProblems problems;
    private final Set<String> frozen = new LinkedHashSet<>();

    private FileReader(ModelProblems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file. If it is not YAML, every type of its service is frozen: {@code provider/service.*}, taken from
     * the file's path {@code …/provider/service.yaml}.
     */
    public static FileDeclaration read(String file, String text, ModelProblems problems) {
        FileReader reader = new FileReader(problems);
        int before = problems.count();
        Mapping root = YamlReader.read(file, text, problems);
        if (root == null) {
            String[] parts = file.replace('\\', '/').split("/");
            String service = parts[parts.length - 1].replaceFirst("\\.ya?ml$", "");
            String provider = parts.length > 1 ? parts[parts.length - 2] : "*";
            return new FileDeclaration(null, List.of(), Set.of(provider + "/" + service + ".*"));
        }
        return reader.read(root, problems.count() == before);
    }

    private FileDeclaration read(Mapping root, boolean formIsSound) {
        MapReader reader = new MapReader(root, problems);
        String provider = reader.requiredText("provider");
        String service = reader.text("service");
        Mapping everyNode = reader.mapping("every node");
        List<YamlValue> common = new ArrayList<>();
        if (everyNode != null) {
            MapReader every = new MapReader(everyNode, problems);
            common.addAll(every.list("relationships"));
            every.rejectOthers();
        }
        int before = problems.count();
        NodeReader nodes = new NodeReader(problems, provider, common);
        boolean commonIsSound = formIsSound && problems.count() == before;
        String canonicalCommon = everyNode == null ? "" : everyNode.canonical();

        AccountDeclaration account = account(reader.mapping("account"), provider);
        List<TypeDeclaration> types = new ArrayList<>();
        Mapping declared = reader.mapping("types");
        if (declared != null) {
            for (Map.Entry<String, YamlValue> entry : declared.entries().entrySet()) {
                before = problems.count();
                TypeDeclaration type = type(provider, service, entry, nodes, canonicalCommon);
                if (type == null || problems.count() > before || !commonIsSound) {
                    frozen.add(provider + "/" + entry.getKey());
                } else {
                    types.add(type);
                }
            }
        }
        reader.rejectOthers();
        return new FileDeclaration(account, List.copyOf(types), Set.copyOf(frozen));
    }

    private @Nullable AccountDeclaration account(@Nullable Mapping mapping, String provider) {
        if (mapping == null) {
            return null;
        }
        int before = problems.count();
        MapReader reader = new MapReader(mapping, problems);
        String groupType = reader.requiredText("group type");
        ItemDeclaration body = new NodeReader(problems, provider, List.of()).payload(reader);
        reader.rejectOthers();
        if (problems.count() > before) {
            frozen.add(provider + "/account");
            return null;
        }
        return new AccountDeclaration(mapping.at(), provider, groupType, body, mapping.canonical());
    }

    private @Nullable TypeDeclaration type(
            String provider,
            @Nullable String service,
            Map.Entry<String, YamlValue> entry,
            NodeReader nodes,
            String canonicalCommon) {
        String name = entry.getKey();
        if (service == null || !name.startsWith(service + ".")) {
            problems.add(
                    entry.getValue().at(),
                    "the type '" + name + "' must be named <service>.<noun>, with the 'service' of the file");
        }
        if (!(entry.getValue() instanceof Mapping mapping)) {
            problems.add(entry.getValue().at(), "a type is a map");
            return null;
        }
        MapReader reader = new MapReader(mapping, problems);
        String title = reader.requiredText("title");
        String operation = reader.requiredText("operation");
        String items = reader.requiredText("items");
        String account = reader.text("account");
        String partition = reader.text("partition");
        String syncedType = reader.requiredText("synced type");
        boolean replaces = reader.flag("replaces", false);
        ItemDeclaration body = nodes.payload(reader);
        if (body.allNodes().findAny().isEmpty()) {
            problems.add(mapping.at(), "the type yields no node");
        }
        reader.rejectOthers();
        return new TypeDeclaration(
                mapping.at(),
                provider,
                name,
                title,
                operation,
                items,
                account,
                partition,
                syncedType,
                replaces,
                body,
                canonicalCommon + mapping.canonical());
    }
}
