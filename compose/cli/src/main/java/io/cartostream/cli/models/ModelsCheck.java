package io.cartostream.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.Scope;
import io.cartostream.models.AnswerItems;
import io.cartostream.models.FactText;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.source.ModelProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles a user's models, and prints what they declare, or the facts they derive from a payload. */
final class ModelsCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STANDARD_INPUT = "-";

    private final CommandSession session;
    private final Path folder;
    private final ModelSet models;

    ModelsCheck(CommandSession session, Path folder) {
        this.session = session;
        this.folder = folder;
        this.models = compiled(session, folder);
    }

    private static ModelSet compiled(CommandSession session, Path folder) {
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

    /** The types that the user's files declare. */
    private List<TypeDeclaration> own() {
        return models.userTypes();
    }

    void list() {
        List<TypeDeclaration> own = own();
        if (own.isEmpty()) {
            throw CommandFailure.failed(folder + " declares no type");
        }
        for (TypeDeclaration type : own) {
            List<String> labels = type.body()
                    .allNodes()
                    .map(NodeDeclaration::label)
                    .distinct()
                    .toList();
            session.out()
                    .println(type.provider() + " " + type.name() + " (" + type.operation() + "): "
                            + String.join(", ", labels));
        }
    }

    void facts(Path payload, @Nullable String named, String account, String region) {
        TypeDeclaration type = type(named);
        Scope scope = new Scope(type.provider(), account, region, type.name());
        int number = 0;
        for (JsonNode item : AnswerItems.of(type, json(payload))) {
            number++;
            try {
                session.out().print(FactText.of(models.factsOf(scope, "item-" + number, item.toString())));
            } catch (PayloadException e) {
                throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
            }
        }
        session.out().flush();
    }

    private TypeDeclaration type(@Nullable String named) {
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
                        : "no model declares the type " + named);
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
