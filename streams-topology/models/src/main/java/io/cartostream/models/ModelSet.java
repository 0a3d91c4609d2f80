package io.cartostream.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cartostream.contract.Scope;
import io.cartostream.models.compile.PayloadMismatchException;
import io.cartostream.models.compile.TypePlan;
import io.cartostream.models.declaration.AccountDeclaration;
import io.cartostream.models.declaration.TypeDeclaration;
import io.cartostream.models.fact.DerivedFacts;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.PayloadException;
import io.cartostream.models.fact.PayloadException.Reason;
import io.cartostream.models.source.ModelProblem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * All models in force: the built-in ones and those of a user's folder, compiled. Immutable; used by many threads.
 *
 * <p>A type whose declaration has an error is frozen: its payloads are refused with {@link Reason#MODEL_FROZEN}, so that
 * its known facts are kept. The same holds for a provider's account.
 */
public final class ModelSet implements FactSource {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Loaded loaded;

    /** The result of loading. */
    record Loaded(
            Map<String, TypeDeclaration> types,
            Map<String, TypePlan> plans,
            Map<String, AccountDeclaration> accounts,
            Map<String, TypePlan> accountPlans,
            Set<String> frozen,
            Set<Lookup> lookups,
            SortedSet<ModelIndex> indexes,
            String epoch,
            List<String> users,
            List<ModelProblem> problems) {}

    ModelSet(Loaded loaded) {
        this.loaded = loaded;
    }

    /**
     * Loads and compiles the models.
     *
     * @param userFolder a folder with more models, which may replace built-in types; null for none
     * @param strict true: any error fails; false: an error freezes its type, and {@link #problems()} reports it
     * @throws ModelException if strict and there is an error; it names all of them with file and line
     */
    public static ModelSet load(@Nullable Path userFolder, boolean strict) throws ModelException {
        ModelSet models = new ModelLoader().load(userFolder);
        if (strict && !models.problems().isEmpty()) {
            throw new ModelException(models.problems());
        }
        return models;
    }

    @Override
    public List<Fact> factsOf(Scope scope, String resourceId, String payload) throws PayloadException {
        return derive(scope, resourceId, payload).facts();
    }

    @Override
    public DerivedFacts derive(Scope scope, String resourceId, String payload) throws PayloadException {
        String type = scope.provider() + "/" + scope.resourceType();
        TypePlan plan = loaded.plans().get(type);
        if (plan == null) {
            throw missing(scope, type);
        }
        JsonNode json = parse(scope, resourceId, payload);
        try {
            return plan.derive(scope, resourceId, json);
        } catch (PayloadMismatchException e) {
            throw new PayloadException(
                    Reason.PAYLOAD_SHAPE, scope.resourceType() + " " + resourceId + " " + e.getMessage());
        }
    }

    private PayloadException missing(Scope scope, String type) {
        int dot = type.indexOf('.', type.indexOf('/'));
        String service = dot < 0 ? type : type.substring(type.indexOf('/') + 1, dot);
        boolean frozen = loaded.frozen().contains(type)
                || loaded.frozen().contains(scope.provider() + "/" + service + ".*")
                || loaded.frozen().contains("*/" + service + ".*");
        return frozen
                ? new PayloadException(Reason.MODEL_FROZEN, "the model of " + type + " has errors; see the log")
                : new PayloadException(Reason.NO_MODEL, "no model covers " + type);
    }

    private static JsonNode parse(Scope scope, String resourceId, String payload) throws PayloadException {
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new PayloadException(
                    Reason.PAYLOAD_NOT_JSON,
                    scope.resourceType() + " " + resourceId + ": not JSON (" + e.getOriginalMessage() + ")");
        }
        if (!json.isObject()) {
            throw new PayloadException(
                    Reason.PAYLOAD_SHAPE, scope.resourceType() + " " + resourceId + " at @: expected an object");
        }
        return json;
    }

    @Override
    public List<Fact> factsOf(Scope scope) throws PayloadException {
        TypePlan plan = loaded.accountPlans().get(scope.provider());
        if (plan == null) {
            throw loaded.frozen().contains(ModelLoader.accountKey(scope.provider()))
                    ? new PayloadException(
                            Reason.MODEL_FROZEN, "the account of " + scope.provider() + " has errors; see the log")
                    : new PayloadException(Reason.NO_MODEL, "no model declares the account of " + scope.provider());
        }
        try {
            return plan.factsOf(scope);
        } catch (PayloadMismatchException e) {
            throw new PayloadException(
                    Reason.PAYLOAD_SHAPE, "the account of " + scope.provider() + " " + e.getMessage());
        }
    }

    @Override
    public Set<Lookup> lookups() {
        return loaded.lookups();
    }

    @Override
    public @Nullable SyncRecord syncRecordOf(Scope scope) {
        TypeDeclaration type = loaded.types().get(scope.provider() + "/" + scope.resourceType());
        AccountDeclaration account = loaded.accounts().get(scope.provider());
        return type == null || account == null
                ? null
                : new SyncRecord(account.groupType(), scope.account(), type.syncedType());
    }

    @Override
    public String epoch() {
        return loaded.epoch();
    }

    /** The indexes that queries on the graph need, sorted. */
    public SortedSet<ModelIndex> indexes() {
        return loaded.indexes();
    }

    /** All errors found; empty if no type is frozen. */
    public List<ModelProblem> problems() {
        return loaded.problems();
    }

    /** The frozen types, as {@code provider/service.noun}, and accounts, as {@code provider/account}. */
    public Set<String> frozen() {
        return loaded.frozen();
    }

    /** The declarations in force, sorted by provider and name. The documentation is generated from them. */
    public Collection<TypeDeclaration> types() {
        return loaded.types().values();
    }

    /** The declarations of the user's folder, in the same order. */
    public List<TypeDeclaration> userTypes() {
        return types().stream()
                .filter(type -> loaded.users().contains(type.provider() + "/" + type.name()))
                .toList();
    }

    /** The providers' account declarations, sorted by provider. */
    public Collection<AccountDeclaration> accounts() {
        return loaded.accounts().values();
    }
}
