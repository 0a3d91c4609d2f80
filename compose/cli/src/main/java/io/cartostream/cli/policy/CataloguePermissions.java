package io.cartostream.cli.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.producer.aws.LeastPrivilegePolicy;
import io.cartostream.producer.catalogue.Catalogue;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.List;
import java.util.TreeSet;

/** The permissions of the catalogue's entries. */
final class CataloguePermissions {

    String document(String provider, List<String> names) {
        List<ResourceType> types;
        try {
            types = Catalogue.builtIn().select(provider, names);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        return provider.equals("aws") ? LeastPrivilegePolicy.document(types) : customRole(types);
    }

    /** In the form that {@code gcloud iam roles create --file} takes. */
    private static String customRole(List<ResourceType> types) {
        TreeSet<String> permissions = new TreeSet<>();
        types.forEach(type -> permissions.addAll(type.permissions()));
        ObjectNode role = JsonOutput.object().put("title", "Cartostream reader").put("stage", "GA");
        permissions.forEach(role.putArray("includedPermissions")::add);
        return JsonOutput.pretty(role);
    }
}
