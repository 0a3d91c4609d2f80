package io.cartostream.producer.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The least that a reader's role must be allowed to do. */
public final class LeastPrivilegePolicy {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter INDENTED = JSON.writer(new DefaultPrettyPrinter()
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private LeastPrivilegePolicy() {}

    /** The IAM policy document, indented JSON, for those of the types that are AWS's; region discovery included. */
    public static String document(Collection<ResourceType> types) {
        SortedSet<String> actions = new TreeSet<>();
        for (ResourceType type : types) {
            if (type.provider().equals(AwsProvider.NAME)) {
                actions.addAll(type.permissions());
                if (type.regional()) {
                    actions.add("ec2:DescribeRegions");
                }
            }
        }
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = document.putArray("Statement").addObject();
        statement.put("Sid", "CartostreamRead").put("Effect", "Allow");
        ArrayNode list = statement.putArray("Action");
        actions.forEach(list::add);
        statement.put("Resource", "*");
        try {
            return INDENTED.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
