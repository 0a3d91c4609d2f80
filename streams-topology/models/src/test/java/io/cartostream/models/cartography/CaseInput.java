package io.cartostream.models.cartography;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From what a case gives in place of one of Cartography's calls to the resources that our producers would send instead. */
final class CaseInput {

    /** A resource's type and payload. */
    record Resource(String type, JsonNode payload) {}

    /** The functions that cases replace by a list of items, each of which is one resource of the type. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            entry("ec2.instances.get_ec2_instances", "ec2.instance"),
            entry("ec2.vpc.get_ec2_vpcs", "ec2.vpc"),
            entry("ec2.subnets.get_subnet_data", "ec2.subnet"),
            entry("ec2.security_groups.get_ec2_security_group_data", "ec2.security-group"),
            entry("ec2.network_interfaces.get_network_interface_data", "ec2.network-interface"),
            entry("ec2.volumes.get_volumes", "ec2.volume"),
            entry("ec2.internet_gateways.get_internet_gateways", "ec2.internet-gateway"),
            entry("ec2.route_tables.get_route_tables", "ec2.route-table"),
            entry("ec2.key_pairs.get_ec2_key_pairs", "ec2.key-pair"),
            entry("ec2.elastic_ip_addresses.get_elastic_ip_addresses", "ec2.elastic-ip"),
            entry("ec2.network_acls.get_network_acl_data", "ec2.network-acl"),
            entry("ec2.vpc_peerings.get_vpc_peerings_data", "ec2.vpc-peering-connection"),
            entry("ec2.vpc_endpoint.get_vpc_endpoints", "ec2.vpc-endpoint"),
            entry("ec2.images.get_images", "ec2.image"),
            entry("ec2.snapshots.get_snapshots", "ec2.snapshot"),
            entry("ec2.launch_templates.get_launch_templates", "ec2.launch-template"),
            entry("ec2.launch_templates.get_launch_template_versions", "ec2.launch-template-versions"),
            entry("ec2.tgw.get_transit_gateways", "ec2.transit-gateway"),
            entry("ec2.tgw.get_tgw_attachments", "ec2.transit-gateway-attachment"),
            entry("ec2.tgw.get_tgw_vpc_attachments", "ec2.transit-gateway-vpc-attachment"),
            entry("ec2.auto_scaling_groups.get_ec2_auto_scaling_groups", "autoscaling.auto-scaling-group"),
            entry("ec2.auto_scaling_groups.get_launch_configurations", "autoscaling.launch-configuration"),
            entry("ec2.load_balancer_v2s.get_loadbalancer_v2_data", "elbv2.load-balancer"),
            entry("ec2.load_balancers.get_loadbalancer_data", "elb.load-balancer"),
            entry("resourcegroupstaggingapi.get_tags", "resourcegroupstaggingapi.resource"),
            entry("s3accountpublicaccessblock.get_account_public_access_block", "s3control.public-access-block"));

    /** What Cartography reads from its own graph: nothing that a producer would send. */
    private static final Set<String> READ_BACK = Set.of("ec2.snapshots.get_snapshots_in_use");

    private CaseInput() {}

    /** Whether a call is one of those whose input we take. */
    static boolean covers(String function) {
        return TYPES.containsKey(function) || READ_BACK.contains(function);
    }

    /** The resources in what a call returned. */
    static List<Resource> resources(String function, JsonNode returned) {
        List<Resource> resources = new ArrayList<>();
        String type = TYPES.get(function);
        if (type == null) {
            return resources;
        }
        if (type.equals("ec2.launch-template-versions")) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set("LaunchTemplateVersions", returned);
            resources.add(new Resource(type, answer));
            return resources;
        }
        for (JsonNode item : returned) {
            switch (type) {
                case "ec2.instance" -> instances(item, resources);
                case "elbv2.load-balancer" -> balancer(item, resources);
                case "ec2.snapshot" -> {
                    resources.add(new Resource(type, item));
                    resources.add(new Resource("ec2.snapshot-permissions", permission(item)));
                }
                default -> resources.add(new Resource(type, item));
            }
        }
        return resources;
    }

    /** Cartography nests listeners, target groups and targets in each load balancer; here, separate calls return them. */
    private static void balancer(JsonNode balancer, List<Resource> resources) {
        ObjectNode plain = balancer.deepCopy();
        plain.remove(List.of("Listeners", "TargetGroups"));
        resources.add(new Resource("elbv2.load-balancer", plain));
        for (String list : List.of("Listeners", "TargetGroups")) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set(list, balancer.get(list));
            answer.putObject("_parent").set("LoadBalancerArn", balancer.get("LoadBalancerArn"));
            resources.add(new Resource(list.equals("Listeners") ? "elbv2.listeners" : "elbv2.target-groups", answer));
        }
        for (JsonNode group : balancer.get("TargetGroups")) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode targets = answer.putArray("TargetHealthDescriptions");
            group.get("Targets")
                    .forEach(target -> targets.addObject().putObject("Target").set("Id", target));
            ObjectNode parent = answer.putObject("_parent");
            parent.set("DNSName", balancer.get("DNSName"));
            for (String field : List.of("TargetGroupArn", "Port", "Protocol", "TargetType")) {
                parent.set(field, group.get(field));
            }
            resources.add(new Resource("elbv2.target-health", answer));
        }
    }

    /** Cartography adds to each snapshot whether everybody may use it, from a second call. */
    private static JsonNode permission(JsonNode snapshot) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("_parent").set("SnapshotId", snapshot.get("SnapshotId"));
        ArrayNode permissions = answer.putArray("CreateVolumePermissions");
        if (snapshot.get("Public").booleanValue()) {
            permissions.addObject().put("Group", "all");
        }
        return answer;
    }

    private static void instances(JsonNode reservation, List<Resource> resources) {
        for (JsonNode instance : reservation.get("Instances")) {
            ObjectNode copy = instance.deepCopy();
            ObjectNode parent = copy.putObject("_parent");
            for (String field : List.of("ReservationId", "OwnerId", "RequesterId")) {
                if (reservation.has(field)) {
                    parent.set(field, reservation.get(field));
                }
            }
            resources.add(new Resource("ec2.instance", copy));
        }
    }
}
