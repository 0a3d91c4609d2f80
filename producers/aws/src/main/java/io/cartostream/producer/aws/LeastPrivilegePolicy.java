package io.cartostream.producer.aws;

import io.cartostream.producer.catalogue.ResourceType;
import java.util.Collection;

/** The least that a reader's role must be allowed to do. */
public final class LeastPrivilegePolicy {

    private LeastPrivilegePolicy() {}

    /** The IAM policy document, indented JSON, for these types of AWS. */
    public static String document(Collection<ResourceType> types) {
        throw new UnsupportedOperationException("not written yet");
    }
}
