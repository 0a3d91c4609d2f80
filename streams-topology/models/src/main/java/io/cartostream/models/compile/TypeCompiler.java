package io.cartostream.models.compile;

import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.ItemDeclaration;
import io.cartostream.models.declaration.LabelDeclaration;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.RelationshipDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.declaration.ValueDeclaration;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.function.FunctionRegistry;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.yaml.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles declarations to plans. One per load, because the kind of a relationship depends on all declared labels. */
public final class TypeCompiler {
    private final ValueCompiler values;
    private final ModelProblems problems;
    private final Set<String> furtherLabels;

    /**
     * A compiler.
     *
     * @param furtherLabels all labels that some node carries besides its identity label
     */
    public TypeCompiler(FunctionRegistry functions, Set<String> furtherLabels, ModelProblems problems) {
        this.values = new ValueCompiler(functions, problems);
        this.problems = problems;
        this.furtherLabels = Set.copyOf(furtherLabels);
    }

    /** The functions that the compiled declarations call, as {@code name:version}. */
    public SortedSet<String> called() {
        return new TreeSet<>(values.called());
    }

    /** Whether the target of a relationship is known by identity, or has to be looked up. */
    public boolean isDirect(RelationshipDeclaration relationship) {
        return relationship.byIdOnly() && (relationship.exact() || !furtherLabels.contains(relationship.label()));
    }

    /** Compiles a resource type. Errors go to the problems; the plan must then not be used. */
    public TypePlan compile(TypeDeclaration type) {
        VariableScope names = VariableScope.ofResource();
        String account = type.account();
        CompiledValue owner = account == null ? null : values.expressions().compile(type.at(), account, names);
        String partition = type.partition();
        CompiledValue namesPartition =
                partition == null ? null : values.expressions().compile(type.at(), partition, names);
        ItemPlan body = new DeclarationCompiler(type.name()).item(type.body(), names, false);
        return new TypePlan(body, owner, namesPartition, names.size());
    }

    /** Compiles a provider's account. */
    public TypePlan compile(AccountDeclaration account) {
        VariableScope names = VariableScope.ofScope();
        ItemPlan body = new DeclarationCompiler(account.provider()).item(account.body(), names, false);
        return new TypePlan(body, null, null, names.size());
    }

    /** Compiles one declaration, and gives each node and relationship its number and its declaration's name. */
    private final class DeclarationCompiler {
        private final String prefix;
        private final Set<String> taken = new HashSet<>();
        private int number;

        private DeclarationCompiler(String prefix) {
            this.prefix = prefix;
        }

        private ItemPlan item(ItemDeclaration item, VariableScope outer, boolean inLoop) {
            VariableScope names = outer.inner();
            ValueDeclaration list = item.items();
            CompiledValue items = list == null ? null : values.compile(list, outer);
            String as = item.as();
            int slot = as == null ? -1 : declare(item.at(), as, names);
            List<ItemPlan.Let> lets = new ArrayList<>();
            item.let().forEach((name, value) -> {
                CompiledValue source = values.compile(value, names);
                lets.add(new ItemPlan.Let(declare(value.at(), name, names), source));
            });
            List<NodePlan> nodes = new ArrayList<>();
            for (NodeDeclaration node : item.nodes()) {
                nodes.add(node(node, names, inLoop));
            }
            List<ItemPlan> nested = new ArrayList<>();
            for (ItemDeclaration each : item.forEach()) {
                nested.add(item(each, names, true));
            }
            String path = list == null ? "@" : list.describe();
            return new ItemPlan(items, path, slot, List.copyOf(lets), List.copyOf(nodes), List.copyOf(nested));
        }

        private int declare(SourceLocation at, String name, VariableScope names) {
            Integer slot = names.declare(name);
            if (slot == null) {
                problems.add(at, "the name '" + name + "' is taken (" + names + ")");
                return VariableScope.RESOURCE;
            }
            return slot;
        }

        private NodePlan node(NodeDeclaration node, VariableScope names, boolean inLoop) {
            List<LabelPlan.Conditional> conditional = new ArrayList<>();
            SortedSet<String> always = new TreeSet<>(Set.of(node.label()));
            for (LabelDeclaration further : node.labels()) {
                CompiledValue when = when(further.at(), further.when(), names);
                if (when == null) {
                    always.add(further.label());
                } else {
                    conditional.add(new LabelPlan.Conditional(further.label(), when));
                }
            }
            String declaration = declarationName(node.label());
            List<RelationshipPlan> relationships = new ArrayList<>();
            for (RelationshipDeclaration relationship : node.relationships()) {
                relationships.add(relationship(relationship, node, names, inLoop));
            }
            return new NodePlan(
                    node,
                    new NodePlan.Parts(
                            number++,
                            declaration,
                            !inLoop && node.owns() && node.when() == null,
                            inLoop,
                            values.compile(node.id(), names),
                            when(node.at(), node.when(), names),
                            new LabelPlan(always, conditional),
                            new PropertyTable(properties(node.properties(), names), node.ontology()),
                            List.copyOf(relationships)));
        }

        private RelationshipPlan relationship(
                RelationshipDeclaration relationship, NodeDeclaration node, VariableScope names, boolean inLoop) {
            String arrow = relationship.outward()
                    ? node.label() + "-" + relationship.type() + "->" + relationship.label()
                    : relationship.label() + "-" + relationship.type() + "->" + node.label();
            return new RelationshipPlan(
                    relationship,
                    new RelationshipPlan.Parts(
                            number++,
                            declarationName(arrow),
                            node.owns() ? AssertionRole.OWNER : AssertionRole.STUB,
                            isDirect(relationship),
                            inLoop,
                            matches(relationship, names),
                            when(relationship.at(), relationship.when(), names),
                            properties(relationship.properties(), names)));
        }

        private RelationshipPlan.Match[] matches(RelationshipDeclaration relationship, VariableScope names) {
            List<RelationshipPlan.Match> matches = new ArrayList<>();
            relationship
                    .where()
                    .forEach((property, value) -> matches.add(new RelationshipPlan.Match(
                            property,
                            values.compile(value, names),
                            ValueConversion.to(value.type()),
                            value.describe())));
            return matches.toArray(new RelationshipPlan.Match[0]);
        }

        private String declarationName(String what) {
            String name = prefix + "#" + what;
            for (int i = 2; !taken.add(name); i++) {
                name = prefix + "#" + what + "~" + i;
            }
            return name;
        }

        private @Nullable CompiledValue when(SourceLocation at, @Nullable String when, VariableScope names) {
            return when == null ? null : values.expressions().compile(at, when, names);
        }

        private PropertyPlan[] properties(Map<String, ValueDeclaration> properties, VariableScope names) {
            List<PropertyPlan> plans = new ArrayList<>();
            new TreeMap<>(properties).forEach((name, value) -> plans.add(PropertyPlan.of(name, value, values, names)));
            return plans.toArray(new PropertyPlan[0]);
        }
    }
}
