package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares an entry of the catalogue with the AWS SDK, so that a mistake shows before anything is called. */
final class CatalogueCheck {

    private static final PageRequest FIRST_PAGE = new PageRequest(null, null);

    private CatalogueCheck() {}

    /** What the SDK does not have, in words for people; null if the entry fits. */
    static @Nullable String problem(ResourceType type) {
        Optional<ServiceModule> module = ServiceModule.find(type.client().name());
        if (module.isEmpty()) {
            return ServiceModule.missing(type.client().name());
        }
        String problem = module.get().problem(type.operation());
        if (problem != null) {
            return problem;
        }
        ObjectNode parameters = type.request();
        if (type.detail() != null) {
            type.detail()
                    .parameters()
                    .forEach(parameter -> parameters.set(parameter.name(), JsonNodeFactory.instance.textNode("0")));
        }
        try {
            module.get().operation(type.operation()).request(parameters, FIRST_PAGE);
            return null;
        } catch (IllegalArgumentException e) {
            return type.operation() + ": " + e.getMessage();
        }
    }
}
