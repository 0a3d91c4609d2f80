package io.cartostream.producer.aws;

import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import java.time.Clock;
import java.util.List;

/** The accounts of an AWS organisation. */
public final class AwsOrganization {

    private AwsOrganization() {}

    /**
     * One account.
     *
     * @param id its id
     * @param name its name
     * @param status {@code ACTIVE}, {@code SUSPENDED} …
     */
    public record Member(String id, String name, String status) {
        /** Whether it can be read. */
        public boolean active() {
            return status.equals("ACTIVE");
        }
    }

    /**
     * All members, with credentials of the management account or a delegated administrator.
     *
     * @throws SourceException if they cannot be listed
     */
    public static List<Member> members(AwsSettings settings, ApiCalls calls, Clock clock)
            throws SourceException, InterruptedException {
        throw new UnsupportedOperationException("not written yet");
    }
}
