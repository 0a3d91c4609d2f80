package io.cartostream.producer.catalogue;

import io.cartostream.contract.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue: how a resource type is listed.
 *
 * @param name {@code <service>.<noun>}, e.g. {@code ec2.instance}
 * @param provider {@code aws}, {@code gcp} …
 * @param service the provider's service, e.g. {@code ec2}
 * @param operation the API operation, e.g. {@code DescribeInstances}
 * @param itemPath fields that lead from the answer to the list of items, through lists; empty if the answer is the item
 * @param omitsEmpty whether an answer without items lacks their list altogether; if not, such an answer is malformed
 * @param idPath fields that lead from the item to its id; empty for a detail type, whose id is its parameter
 * @param regional whether it is listed per region
 * @param pageSize items to ask for per page; 0 for the service's own choice
 * @param permissions what a reader must be allowed to do, the operation's own last; never empty
 * @param redactions paths, from the item, of values that must not leave the producer
 * @param parentFields fields of the element that encloses the item, copied beside it under {@code _parent}
 * @param detail set if the type is read by one call per item of another type
 */
public record ResourceType(
        String name,
        String provider,
        String service,
        String operation,
        List<String> itemPath,
        boolean omitsEmpty,
        List<String> idPath,
        boolean regional,
        int pageSize,
        List<String> permissions,
        List<List<String>> redactions,
        List<String> parentFields,
        @Nullable Detail detail) {

    /**
     * A call per item.
     *
     * @param of the type whose items are walked
     * @param parameter the call's parameter that takes the item's id; it stands under {@code _parent} in the payload
     */
    public record Detail(String of, String parameter) {}

    /** Copies its lists. */
    public ResourceType {
        itemPath = List.copyOf(itemPath);
        idPath = List.copyOf(idPath);
        permissions = List.copyOf(permissions);
        redactions = List.copyOf(redactions);
        parentFields = List.copyOf(parentFields);
    }

    /** The operation as events and reports name it, e.g. {@code ec2:DescribeInstances}. */
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
}
