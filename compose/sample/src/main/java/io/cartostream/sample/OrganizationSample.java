package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The organization as one of its accounts sees it: every account may describe it, but only the management account may list its
 * members. Two of its accounts are not collected: a sandbox, and an account that was closed.
 */
final class OrganizationSample {

    private static final String ORGANIZATIONS = "organizations";
    private static final String SANDBOX = "777788889999";
    private static final String CLOSED = "222233334444";
    private static final String MANAGEMENT = SampleEstate.NETWORK;

    private final SeededRandom dice;
    private final String id;
    private final String root;

    final List<RecordedAnswer> answers = new ArrayList<>();

    OrganizationSample(long seed, String account) {
        this.dice = new SeededRandom(seed, "company");
        this.id = "o-" + dice.hex(10);
        this.root = "r-" + dice.hex(4);
        answers.add(RecordedAnswer.whole(ORGANIZATIONS, "DescribeOrganization", description()));
        if (account.equals(MANAGEMENT)) {
            hierarchy();
        }
    }

    private ObjectNode description() {
        return SampleJson.read(
                """
                {"Organization": {"Id": "<id>", "Arn": "<arn>/<id>", "FeatureSet": "ALL", "MasterAccountArn": "<account>/<id>/<management>",
                 "MasterAccountId": "<management>", "MasterAccountEmail": "aws@acme.example",
                 "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}}
                """, "arn", arn("organization"), "account", arn("account"), "id", id, "management", MANAGEMENT);
    }

    private static String arn(String kind) {
        return "arn:aws:organizations::" + MANAGEMENT + ":" + kind;
    }

    private void hierarchy() {
        answers.add(RecordedAnswer.listing(ORGANIZATIONS, "ListRoots", "Roots", List.of(SampleJson.object(item -> {
            item.put("Id", root).put("Arn", arn("root") + "/" + id + "/" + root).put("Name", "Root");
            item.putArray("PolicyTypes");
        }))));
        String workloads = unit("workloads");
        String production = unit("production");
        String sandbox = unit("sandbox");
        units(root, List.of(named(workloads, "workloads"), named(sandbox, "sandbox")));
        units(workloads, List.of(named(production, "production")));
        units(production, List.of());
        units(sandbox, List.of());
        accounts(root, List.of(account(MANAGEMENT, "network", "ACTIVE")));
        accounts(workloads, List.of(account(CLOSED, "old-shop", "SUSPENDED")));
        accounts(
                production,
                List.of(
                        account(SampleEstate.SHOP, "shop", "ACTIVE"),
                        account(SampleEstate.ANALYTICS, "analytics", "ACTIVE")));
        accounts(sandbox, List.of(account(SANDBOX, "sandbox", "ACTIVE")));
    }

    private String unit(String name) {
        return "ou-" + root.substring("r-".length()) + "-" + new SeededRandom(name.hashCode(), id).hex(8);
    }

    private ObjectNode named(String unit, String name) {
        return SampleJson.object()
                .put("Id", unit)
                .put("Arn", arn("ou") + "/" + id + "/" + unit)
                .put("Name", name);
    }

    private ObjectNode account(String account, String name, String state) {
        return SampleJson.object()
                .put("Id", account)
                .put("Arn", arn("account") + "/" + id + "/" + account)
                .put("Email", name + "@acme.example")
                .put("Name", name)
                .put("Status", state)
                .put("State", state)
                .put("JoinedMethod", account.equals(MANAGEMENT) ? "INVITED" : "CREATED")
                .put("JoinedTimestamp", dice.awsTime());
    }

    private void units(String parent, List<ObjectNode> within) {
        within(parent, "ListOrganizationalUnitsForParent", "OrganizationalUnits", SampleJson.array(within));
    }

    private void accounts(String parent, List<ObjectNode> within) {
        within(parent, "ListAccountsForParent", "Accounts", SampleJson.array(within));
    }

    private void within(String parent, String operation, String field, ArrayNode items) {
        ObjectNode body = SampleJson.object();
        body.set(field, items);
        String rootArn = arn("root") + "/" + id + "/" + root;
        answers.add(RecordedAnswer.detail(ORGANIZATIONS, operation, body, "ParentId", parent, "Arn", rootArn));
    }
}
