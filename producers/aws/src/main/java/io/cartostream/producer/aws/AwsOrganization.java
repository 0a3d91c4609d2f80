package io.cartostream.producer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cartostream.producer.SourceException;
import io.cartostream.producer.call.ApiCalls;
import io.cartostream.producer.catalogue.ResourceType;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;

/** The accounts of an AWS organization. */
public final class AwsOrganization {

    private static final String SERVICE = "organizations";
    private static final String OPERATION = "ListAccounts";

    private final AwsService service;
    private final CallTarget target;
    private final ApiCalls calls;

    private AwsOrganization(AwsService service, CallTarget target, ApiCalls calls) {
        this.service = service;
        this.target = target;
        this.calls = calls;
    }

    /**
     * One account.
     *
     * @param id its id
     * @param name its name
     * @param state {@code ACTIVE}, {@code SUSPENDED} …; empty if the answer does not say
     */
    public record Member(String id, String name, String state) {
        /** False if its state says that it cannot be read; an account without a state may be readable. */
        public boolean readable() {
            return state.isEmpty() || state.equals("ACTIVE");
        }
    }

    /**
     * All members, with credentials of the management account or a delegated administrator.
     *
     * @throws SourceException if they cannot be listed
     */
    public static List<Member> members(AwsSettings settings, ApiCalls calls)
            throws SourceException, InterruptedException {
        String name = ResourceType.operationName(SERVICE, OPERATION);
        CallTarget target =
                new CallTarget(SERVICE, name, name, settings.homeRegion(), false, settings.endpointOverride());
        try (AwsClients clients = new AwsClients(settings, AwsAccount.OF_CREDENTIALS)) {
            AwsService service = clients.service(SERVICE, settings.homeRegion());
            return new AwsOrganization(service, target, calls).members();
        }
    }

    private List<Member> members() throws SourceException, InterruptedException {
        List<Member> members = new ArrayList<>();
        String token = null;
        do {
            SdkResponse page = page(new PageRequest(token, null));
            for (JsonNode account : SdkJson.of(page).path("Accounts")) {
                members.add(new Member(
                        account.path("Id").asText(),
                        account.path("Name").asText(),
                        account.path("State").asText(account.path("Status").asText(""))));
            }
            token = ResponsePaging.following(target.operation(), page, token);
        } while (token != null);
        return List.copyOf(members);
    }

    private SdkResponse page(PageRequest page) throws SourceException, InterruptedException {
        return calls.call(target.service(), "organization", () -> {
            try {
                return service.call(OPERATION, JsonNodeFactory.instance.objectNode(), page);
            } catch (SdkException e) {
                throw AwsErrors.of(e, target);
            }
        });
    }
}
