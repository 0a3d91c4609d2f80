package io.cartostream.producer.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.contract.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue: how a resource type is listed.
 *
 * @param name {@code <service>.<noun>}, e.g. {@code compute.instance}
 * @param provider the provider's name
 * @param service the provider's service, e.g. {@code compute}
 * @param client which part of the provider's client library calls the service
 * @param operation the API operation, e.g. {@code DescribeInstances}
 * @param request what every request carries besides page and item, by the API's names; texts {@code $account} and
 *     {@code $region} are replaced by those of the scope
 * @param itemPath fields that lead from the answer to the list of items, through lists; empty if the answer is the item
 * @param omitsEmpty whether an answer without items omits their list or, where the answer is the item, may have no
 *     members at all; if not, such an answer is malformed
 * @param idPaths paths that lead from the item to the parts of its id, which are joined by {@code /}; empty if the answer is
 *     the item: its id is then that of its detail's parameters or, if it is no detail, the account
 * @param only fields that lead from the item to a value without which (absent, false, 0 or empty) it is left out; empty: all
 *     items count
 * @param regional whether it is listed per region
 * @param pageSize items to ask for per page; 0 for the service's own choice
 * @param permissions what a reader must be allowed to do, the operation's own last; never empty
 * @param none error codes that say that there is nothing to read, besides those that say so of any service
 * @param absent error codes that say that an item has none of what is asked for, which is an answer: one without members
 * @param reserved set if only some accounts may list it
 * @param redactions paths, from the item, of values that must not leave the producer
 * @param parentFields fields of the surroundings of the item, copied beside it under {@code _parent}: of the enclosing element
 *     of an answer, or of the item that a detail belongs to
 * @param detail set if the type is read by one call per item of another type
 */
public record ResourceType(
        String name,
        String provider,
        String service,
        ClientModule client,
        String operation,
        ObjectNode request,
        List<String> itemPath,
        boolean omitsEmpty,
        List<IdPath> idPaths,
        List<String> only,
        boolean regional,
        int pageSize,
        List<String> permissions,
        Set<String> none,
        Set<String> absent,
        @Nullable Reserved reserved,
        List<List<String>> redactions,
        List<String> parentFields,
        @Nullable Detail detail) {

    private static final String ID_SEPARATOR = "/";

    /**
     * A call per item.
     *
     * @param of the type whose items are walked
     * @param parameters the call's parameters that come from the item; never empty. They are stored under {@code _parent} in the
     *     payload; their values, joined by {@code /}, are the resource's id
     * @param elements fields that lead from the item to elements within it, one call for each of which is made; empty: one call
     *     for the item
     * @param descend fields that lead from the answer, through lists, to further values of the first parameter (a tree);
     *     empty: none
     * @param slices how the list that the answer joins is split; null if the answer joins none
     */
    public record Detail(
            String of,
            List<Parameter> parameters,
            List<String> elements,
            List<String> descend,
            @Nullable Slices slices) {

        /** Copies its lists. */
        public Detail {
            parameters = List.copyOf(parameters);
            elements = List.copyOf(elements);
            descend = List.copyOf(descend);
        }

        /** The first parameter. */
        public Parameter first() {
            return parameters.get(0);
        }

        /** Whether its resources have the ids of those that they belong to. */
        public boolean sharesIds() {
            return elements.isEmpty()
                    && parameters.size() == 1
                    && first().path().isEmpty();
        }

        /** The id of the resource that these parameters lead to; empty if one is missing. */
        public Optional<String> idOf(JsonNode values) {
            return joined(
                    values,
                    parameters.stream()
                            .map(parameter -> IdPath.ofField(parameter.name()))
                            .toList());
        }
    }

    /**
     * A list that an answer joins, without a bound on its length.
     *
     * @param list the field of the list
     * @param keys paths that lead from an element to the parts of its key; never empty
     */
    public record Slices(String list, List<List<String>> keys) {

        /** Copies its lists. */
        public Slices {
            keys = keys.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A parameter of a call per item.
     *
     * @param name its name in the API
     * @param path fields that lead from the item (or the element within it) to its value; empty: the item's id, or the element
     *     itself if that is a text
     */
    public record Parameter(String name, List<String> path) {

        /** Copies its list. */
        public Parameter {
            path = List.copyOf(path);
        }
    }

    /**
     * What only the account that manages others may list, and those that it trusts with that.
     *
     * @param toldBy the type whose answer, which every account may ask for, names the managing account
     * @param account fields that lead from that answer to the account
     */
    public record Reserved(String toldBy, List<String> account) {

        /** Copies its list. */
        public Reserved {
            account = List.copyOf(account);
        }
    }

    /** Copies its collections. */
    public ResourceType {
        request = request.deepCopy();
        itemPath = List.copyOf(itemPath);
        idPaths = List.copyOf(idPaths);
        only = List.copyOf(only);
        permissions = List.copyOf(permissions);
        none = Set.copyOf(none);
        absent = Set.copyOf(absent);
        redactions = List.copyOf(redactions);
        parentFields = List.copyOf(parentFields);
    }

    /** A copy, which the caller may fill. */
    @Override
    public ObjectNode request() {
        return request.deepCopy();
    }

    /** Whether an answer holds items; otherwise it is the item. */
    public boolean listing() {
        return !itemPath.isEmpty();
    }

    /** The id of an item of a listing; empty if a part of it is missing. */
    public Optional<String> idOf(JsonNode item) {
        return joined(item, idPaths);
    }

    private static Optional<String> joined(JsonNode from, List<IdPath> paths) {
        List<String> parts = new ArrayList<>(paths.size());
        for (IdPath path : paths) {
            Optional<String> part = path.of(from);
            if (part.isEmpty()) {
                return part;
            }
            parts.add(part.get());
        }
        return Optional.of(String.join(ID_SEPARATOR, parts));
    }

    /** Whether an item of a listing counts. */
    public boolean wants(JsonNode item) {
        JsonNode value = item;
        for (String field : only) {
            value = value.path(field);
        }
        return only.isEmpty() || value.asBoolean(!value.asText().isEmpty());
    }

    /** What an item's id is made of, for people. */
    public String idFields() {
        return String.join(", ", idPaths.stream().map(IdPath::toString).toList());
    }

    /** The operation as events and reports name it, e.g. {@code compute:ListInstances}. */
    public String operationName() {
        return operationName(service, operation);
    }

    /** As {@link #operationName()}, for any operation. */
    public static String operationName(String service, String operation) {
        return service + ":" + operation;
    }

    /** The permission to name when the service denies and does not say which it wants. */
    public String ownPermission() {
        return permissions.get(permissions.size() - 1);
    }

    /** The scope of this type; {@code region} is ignored for a global type. */
    public Scope scope(String account, String region) {
        return new Scope(provider, account, regional ? region : Scope.GLOBAL, name);
    }

    /** The same as a detail of that type: with its permissions before its own, and reserved if that is. */
    ResourceType needing(ResourceType base) {
        List<String> all = new ArrayList<>(base.permissions);
        all.removeAll(permissions);
        all.addAll(permissions);
        return new ResourceType(
                name,
                provider,
                service,
                client,
                operation,
                request,
                itemPath,
                omitsEmpty,
                idPaths,
                only,
                regional,
                pageSize,
                all,
                none,
                absent,
                reserved == null ? base.reserved : reserved,
                redactions,
                parentFields,
                detail);
    }
}
