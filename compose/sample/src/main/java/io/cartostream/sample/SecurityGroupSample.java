package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The security groups of one account in one region: three tiers per team that refer to each other, a few that are open to the
 * world, and references into other accounts.
 */
final class SecurityGroupSample {

    /** The group whose rule {@code demo change} changes: SSH that is open to the world. */
    static final String LEGACY = "legacy-ssh";

    private static final String WORLD = "0.0.0.0/0";
    private static final String OFFICE = "198.51.100.0/24";

    private final long seed;
    private final String account;
    private final String region;

    final List<ObjectNode> all = new ArrayList<>();
    private final Map<String, ArrayNode> byName = new LinkedHashMap<>();

    SecurityGroupSample(long seed, String account, String region) {
        this.seed = seed;
        this.account = account;
        this.region = region;
        String main = SampleEstate.mainVpc(seed, account, region);
        group(main, "default", "default VPC security group", Map.of(), List.of(all("default")));
        group(main, "bastion", "SSH from the office", team("platform"), List.of(cidr("tcp", 22, 22, OFFICE, "office")));
        group(
                main,
                LEGACY,
                "SSH, opened for a migration",
                team("search"),
                List.of(cidr("tcp", 22, 22, WORLD, "migration, to be closed")));
        for (String team : SampleEstate.TEAMS) {
            tiers(main, team);
        }
        group(
                SampleEstate.sharedVpc(seed, region),
                "shared-workers",
                "Workers in the shared network",
                team("platform"),
                List.of(
                        cidr("tcp", 9100, 9100, "10.0.0.0/8", "metrics"),
                        pair("tcp", 8443, 8443, SampleEstate.NETWORK, "platform-app", false)));
    }

    private void tiers(String vpc, String team) {
        List<ObjectNode> web = new ArrayList<>();
        web.add(world(443));
        if (team.equals("search")) {
            web.add(world(80));
        }
        group(vpc, team + "-web", "Web tier of " + team, team(team), web);
        List<ObjectNode> app = new ArrayList<>();
        app.add(pair("tcp", 8080, 8080, account, team + "-web", false));
        app.add(pair("tcp", 22, 22, account, "bastion", false));
        app.add(cidr("tcp", 9100, 9100, "10.0.0.0/8", "metrics"));
        if (team.equals("data") && account.equals(SampleEstate.ANALYTICS)) {
            // Across accounts, over the peering of the two main networks.
            app.add(pair("tcp", 8080, 8089, SampleEstate.SHOP, "checkout-app", true));
        }
        group(vpc, team + "-app", "Application tier of " + team, team(team), app);
        int port = team.equals("search") ? 9200 : 5432;
        List<ObjectNode> store = new ArrayList<>();
        store.add(pair("tcp", port, port, account, team + "-app", false));
        if (team.equals("checkout") && account.equals(SampleEstate.SHOP)) {
            store.add(pair("tcp", port, port, SampleEstate.ANALYTICS, "data-app", true));
            store.add(cidr("tcp", port, port, "192.0.2.0/24", "partner"));
        }
        group(vpc, team + "-db", "Data stores of " + team, team(team), store);
    }

    /** The groups of a machine, as instances and interfaces name them. */
    ArrayNode named(List<String> names) {
        ArrayNode groups = SampleJson.array();
        for (String name : names) {
            byName.getOrDefault(name, SampleJson.array()).forEach(group -> groups.add(group.deepCopy()));
        }
        return groups;
    }

    private void group(
            String vpc, String name, String description, Map<String, String> tags, List<ObjectNode> permissions) {
        String id = SampleEstate.group(seed, account, region, name);
        byName.put(name, SampleJson.array(List.of(SampleJson.object(g -> g.put("GroupId", id)
                .put("GroupName", name)))));
        all.add(SampleJson.object(group -> {
            group.put("GroupId", id);
            group.set("IpPermissionsEgress", SampleJson.array(List.of(permission("-1", -1, -1, p -> p.withArray(
                            "IpRanges")
                    .addObject()
                    .put("CidrIp", WORLD)))));
            group.set("Tags", SampleJson.tags(new TreeMap<>(tags)));
            group.put("VpcId", vpc);
            group.put("SecurityGroupArn", "arn:aws:ec2:" + region + ":" + account + ":security-group/" + id);
            group.put("OwnerId", account).put("GroupName", name).put("Description", description);
            group.set("IpPermissions", SampleJson.array(permissions));
        }));
    }

    private static Map<String, String> team(String team) {
        return Map.of("team", team);
    }

    private ObjectNode all(String group) {
        return permission("-1", -1, -1, p -> p.withArray("UserIdGroupPairs")
                .addObject()
                .put("UserId", account)
                .put("GroupId", SampleEstate.group(seed, account, region, group)));
    }

    private static ObjectNode world(int port) {
        return permission("tcp", port, port, p -> {
            p.withArray("IpRanges").addObject().put("CidrIp", WORLD);
            p.withArray("Ipv6Ranges").addObject().put("CidrIpv6", "::/0");
        });
    }

    private static ObjectNode cidr(String protocol, int from, int to, String range, String why) {
        return permission(protocol, from, to, p -> p.withArray("IpRanges")
                .addObject()
                .put("Description", why)
                .put("CidrIp", range));
    }

    private ObjectNode pair(String protocol, int from, int to, String owner, String group, boolean peered) {
        return permission(protocol, from, to, p -> {
            ObjectNode pair = p.withArray("UserIdGroupPairs").addObject();
            pair.put("UserId", owner).put("GroupId", SampleEstate.group(seed, owner, region, group));
            if (peered) {
                pair.put("VpcId", SampleEstate.mainVpc(seed, owner, region))
                        .put("VpcPeeringConnectionId", SampleEstate.peering(seed, region))
                        .put("PeeringStatus", "active");
            }
        });
    }

    private static ObjectNode permission(String protocol, int from, int to, Consumer<ObjectNode> sources) {
        ObjectNode permission = SampleJson.object().put("IpProtocol", protocol);
        if (from >= 0) {
            permission.put("FromPort", from).put("ToPort", to);
        }
        permission.putArray("UserIdGroupPairs");
        permission.putArray("IpRanges");
        permission.putArray("Ipv6Ranges");
        permission.putArray("PrefixListIds");
        sources.accept(permission);
        return permission;
    }
}
