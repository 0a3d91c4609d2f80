package io.cartostream.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.contract.Scope;
import io.cartostream.models.AnswerItems;
import io.cartostream.models.FactText;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.source.ModelProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a user's models together with the built-in ones, and prints what they declare, or the facts that a type derives from a
 * payload.
 */
final class ModelsCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STANDARD_INPUT = "-";

    private final CommandSession session;
    private final @Nullable Path folder;
    private final ModelSet models;

    /** @param folder the user's models; null: the built-in ones only */
    ModelsCheck(CommandSession session, @Nullable Path folder) {
        this.session = session;
        this.folder = folder;
        this.models = compiled(session, folder);
    }

    private static ModelSet compiled(CommandSession session, @Nullable Path folder) {
        ModelSet models;
        try {
            models = ModelSet.load(folder, false);
        } catch (ModelException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
        List<ModelProblem> problems = models.problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> session.err().println(problem));
            throw CommandFailure.failed(problems.size() == 1 ? "1 error" : problems.size() + " errors");
        }
        return models;
    }

    /** The types that the user's files declare; without files, the built-in ones. */
    private List<TypeDeclaration> own() {
        return folder == null ? List.copyOf(models.types()) : models.userTypes();
    }

    void list() {
        List<TypeDeclaration> own = own();
        if (own.isEmpty()) {
            throw CommandFailure.failed(folder + " declares no type");
        }
        if (session.json()) {
            ArrayNode list = JsonOutput.object().putArray("types");
            own.forEach(type -> {
                ObjectNode json = list.addObject()
                        .put("provider", type.provider())
                        .put("type", type.name())
                        .put("operation", type.operation());
                labels(type).forEach(json.putArray("labels")::add);
            });
            session.out().println(JsonOutput.pretty(list));
            return;
        }
        own.forEach(type -> session.out()
                .println(type.provider() + " " + type.name() + " (" + type.operation() + "): "
                        + String.join(", ", labels(type))));
    }

    private static List<String> labels(TypeDeclaration type) {
        return type.body().allNodes().map(NodeDeclaration::label).distinct().toList();
    }

    void facts(Path payload, @Nullable String named, String account, String region) {
        TypeDeclaration type = type(named);
        Scope scope = new Scope(type.provider(), account, region, type.name());
        ArrayNode items = JsonOutput.object().putArray("items");
        List<String> refused = new ArrayList<>();
        int number = 0;
        for (JsonNode item : AnswerItems.of(type, json(payload))) {
            number++;
            String id = "item-" + number;
            DerivedFacts derived = derive(scope, id, item);
            List<Fact> facts = derived.facts();
            derived.problems().forEach(problem -> refused.add(type.name() + " " + id + " " + problem.message()));
            if (session.json()) {
                ArrayNode list = items.addObject().put("item", number).putArray("facts");
                facts.forEach(fact -> list.add(FactJson.of(fact)));
            } else {
                session.out().print(FactText.of(facts));
            }
        }
        if (session.json()) {
            session.out().println(JsonOutput.pretty(items));
        } else if (number == 0) {
            session.out().println("the answer has no item of " + type.name());
        }
        session.out().flush();
        if (!refused.isEmpty()) {
            throw CommandFailure.failed(String.join(System.lineSeparator(), refused));
        }
    }

    private DerivedFacts derive(Scope scope, String resourceId, JsonNode item) {
        try {
            return models.derive(scope, resourceId, item.toString());
        } catch (PayloadException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private TypeDeclaration type(@Nullable String named) {
        if (named == null && folder == null) {
            throw CommandFailure.usage("which type is the payload of? Name it with --type, or give your models");
        }
        List<TypeDeclaration> candidates = named == null
                ? own()
                : models.types().stream()
                        .filter(type -> type.name().equals(named))
                        .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw CommandFailure.usage(
                named == null
                        ? "which type? Name it with --type: "
                                + String.join(
                                        ", ",
                                        candidates.stream()
                                                .map(TypeDeclaration::name)
                                                .toList())
                        : "no model declares the type " + named
                                + NameSuggestions.hint(
                                        named,
                                        models.types().stream()
                                                .map(TypeDeclaration::name)
                                                .toList()));
    }

    private static JsonNode json(Path file) {
        try {
            byte[] bytes = file.toString().equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw CommandFailure.failed(file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw CommandFailure.failed("no such file: " + file, e);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + file + " (" + FailureText.of(e) + ")", e);
        }
    }
}
