package io.cartostream.models;

import io.cartostream.models.compile.TypeCompiler;
import io.cartostream.models.compile.TypePlan;
import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.FileDeclaration;
import io.cartostream.models.declaration.FileReader;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.declaration.ValueType;
import io.cartostream.models.fact.FactSource.Lookup;
import io.cartostream.models.function.FunctionRegistry;
import io.cartostream.models.source.ModelProblems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads, checks and compiles all model files. Used once. */
final class ModelLoader {
    /** Raise it if the same declarations yield other facts than before. */
    private static final String LANGUAGE = "1";

    private final ModelProblems problems = new ModelProblems();
    private final Map<String, TypeDeclaration> types = new TreeMap<>();
    private final Map<String, AccountDeclaration> accounts = new TreeMap<>();
    private final Set<String> frozen = new LinkedHashSet<>();
    private final Set<String> users = new TreeSet<>();

    ModelSet load(@Nullable Path userFolder) {
        ModelFiles.builtIn().forEach((file, text) -> add(FileReader.read(file, text, problems), false));
        if (userFolder != null) {
            ModelFiles.in(userFolder, problems)
                    .forEach((file, text) -> add(FileReader.read(file, text, problems), true));
        }
        freezeVainComparisons(freezeConflictingTypes());
        return compile();
    }

    private void add(FileDeclaration file, boolean ofUser) {
        frozen.addAll(file.frozen());
        file.frozen().forEach(types::remove);
        AccountDeclaration account = file.account();
        if (account != null && accounts.putIfAbsent(account.provider(), account) != null) {
            problems.add(account.at(), "the account of '" + account.provider() + "' is already declared");
        }
        for (TypeDeclaration type : file.types()) {
            String key = key(type);
            TypeDeclaration before = types.get(key);
            if (before != null && !(ofUser && type.replaces())) {
                problems.add(
                        type.at(),
                        "the type '" + type.name() + "' is already declared at " + before.at()
                                + "; a user's model may say 'replaces: true'");
                frozen.add(key);
                types.remove(key);
            } else if (!frozen.contains(key)) {
                types.put(key, type);
                if (ofUser) {
                    users.add(key);
                }
            }
        }
    }

    /** The name of a provider's account among the frozen types. It differs from every type's name, which has a dot. */
    static String accountKey(String provider) {
        return provider + "/account";
    }

    private static String key(TypeDeclaration type) {
        return type.provider() + "/" + type.name();
    }

    /** A property has one type in all declarations. Otherwise its value would change with the contributor. */
    private Map<String, ValueType> freezeConflictingTypes() {
        Map<String, ValueType> known = new HashMap<>();
        for (Map.Entry<String, TypeDeclaration> entry : new TreeMap<>(types).entrySet()) {
            entry.getValue().body().allNodes().forEach(node -> node.properties().forEach((name, value) -> {
                ValueType before = known.putIfAbsent(node.label() + "." + name, value.type());
                if (before != null && !before.equals(value.type())) {
                    problems.add(
                            value.at(),
                            node.label() + "." + name + " is a " + before + " elsewhere, here a " + value.type());
                    freeze(entry.getKey());
                }
            }));
        }
        return known;
    }

    /** A value never equals a value of another type: such a relationship would never exist. */
    private void freezeVainComparisons(Map<String, ValueType> known) {
        for (Map.Entry<String, TypeDeclaration> entry : new TreeMap<>(types).entrySet()) {
            entry.getValue()
                    .body()
                    .allNodes()
                    .flatMap(node -> node.relationships().stream())
                    .forEach(relationship -> relationship.where().forEach((name, value) -> {
                        ValueType declared = known.get(relationship.label() + "." + name);
                        if (declared != null && !declared.equals(value.type())) {
                            problems.add(
                                    value.at(),
                                    relationship.label() + "." + name + " is a " + declared + ", compared with a "
                                            + value.type());
                            freeze(entry.getKey());
                        }
                    }));
        }
    }

    private void freeze(String key) {
        frozen.add(key);
        types.remove(key);
    }

    private ModelSet compile() {
        Set<Lookup> lookups = new HashSet<>();
        TypeCompiler compiler = new TypeCompiler(FunctionRegistry.builtIn(), furtherLabels(), problems);
        allNodes().forEach(node -> node.relationships().stream()
                .filter(relationship -> !compiler.isDirect(relationship))
                .forEach(relationship -> lookups.add(lookup(relationship))));
        Map<String, TypePlan> plans = new TreeMap<>();
        for (Map.Entry<String, TypeDeclaration> entry : Map.copyOf(types).entrySet()) {
            int before = problems.count();
            TypePlan plan = compiler.compile(entry.getValue());
            if (problems.count() > before) {
                freeze(entry.getKey());
            } else {
                plans.put(entry.getKey(), plan);
            }
        }
        Map<String, TypePlan> accountPlans = new TreeMap<>();
        accounts.forEach((provider, account) -> {
            int before = problems.count();
            TypePlan plan = compiler.compile(account);
            if (problems.count() == before) {
                accountPlans.put(provider, plan);
                frozen.remove(accountKey(provider));
            } else {
                frozen.add(accountKey(provider));
            }
        });
        return new ModelSet(new ModelSet.Loaded(
                Collections.unmodifiableMap(types),
                Map.copyOf(plans),
                Collections.unmodifiableMap(accounts),
                Map.copyOf(accountPlans),
                Collections.unmodifiableSet(frozen),
                Set.copyOf(lookups),
                indexes(),
                epoch(compiler, lookups),
                users.stream().filter(types::containsKey).toList(),
                problems.all()));
    }

    private static Lookup lookup(RelationshipDeclaration relationship) {
        return new Lookup(relationship.label(), List.copyOf(relationship.where().keySet()));
    }

    private Stream<NodeDeclaration> allNodes() {
        return Stream.concat(
                types.values().stream().flatMap(type -> type.body().allNodes()),
                accounts.values().stream().flatMap(account -> account.body().allNodes()));
    }

    private Set<String> furtherLabels() {
        Set<String> labels = new HashSet<>();
        allNodes().forEach(node -> node.labels().forEach(further -> labels.add(further.label())));
        return labels;
    }

    private SortedSet<ModelIndex> indexes() {
        SortedSet<ModelIndex> indexes = new TreeSet<>();
        allNodes().forEach(node -> {
            indexes.add(new ModelIndex(node.label(), "id"));
            node.indexes().forEach(property -> indexes.add(new ModelIndex(node.label(), property)));
            for (LabelDeclaration further : node.labels()) {
                indexes.add(new ModelIndex(further.label(), "id"));
            }
            OntologyDeclaration ontology = node.ontology();
            if (ontology != null) {
                for (String label : ontology.labels()) {
                    indexes.add(new ModelIndex(label, OntologyDeclaration.PREFIX + "source"));
                    ontology.fields()
                            .keySet()
                            .forEach(field -> indexes.add(new ModelIndex(label, OntologyDeclaration.PREFIX + field)));
                }
            }
        });
        return Collections.unmodifiableSortedSet(indexes);
    }

    private String epoch(TypeCompiler compiler, Set<Lookup> lookups) {
        StringBuilder text = new StringBuilder("language ").append(LANGUAGE).append('\n');
        accounts.forEach((provider, account) ->
                text.append(provider).append(' ').append(account.canonical()).append('\n'));
        types.forEach((key, type) ->
                text.append(key).append(' ').append(type.canonical()).append('\n'));
        frozen.stream()
                .sorted()
                .forEach(key -> text.append("frozen ").append(key).append('\n'));
        compiler.called().forEach(function -> text.append(function).append('\n'));
        lookups.stream()
                .sorted(Comparator.comparing(Lookup::label)
                        .thenComparing(lookup -> lookup.properties().toString()))
                .forEach(lookup -> text.append(lookup).append('\n'));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
