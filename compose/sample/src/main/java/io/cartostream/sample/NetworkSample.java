package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * VPCs, subnets, internet gateways and route tables of one account in one region: a default and a main VPC, and the network
 * account's shared VPC, which the listings of the other accounts contain, too, with its owner.
 */
final class NetworkSample {

    /** The subnets that instances can be in. */
    record Place(String vpc, String subnet, int octet, int block, int zone, boolean open) {}

    private final long seed;
    private final String account;
    private final String region;
    private final SeededRandom dice;

    final List<ObjectNode> vpcs = new ArrayList<>();
    final List<ObjectNode> subnets = new ArrayList<>();
    final List<ObjectNode> gateways = new ArrayList<>();
    final List<ObjectNode> routeTables = new ArrayList<>();
    final List<Place> places = new ArrayList<>();

    NetworkSample(long seed, String account, String region) {
        this.seed = seed;
        this.account = account;
        this.region = region;
        this.dice = new SeededRandom(seed, "network/" + account + "/" + region);
        defaultVpc();
        mainVpc();
        sharedVpc();
    }

    private void defaultVpc() {
        String id = dice.id("vpc");
        vpc(id, account, "172.31.0.0/16", true, Map.of());
        for (int zone = 0; zone < 3; zone++) {
            subnet(id, dice.id("subnet"), account, "172.31." + 16 * zone + ".0/20", zone, true, Map.of());
        }
        String gateway = gateway(id);
        ObjectNode table = routeTable(id, "172.31.0.0/16", Map.of());
        route(table, "0.0.0.0/0", "GatewayId", gateway);
        associations(table, true, List.of());
    }

    private void mainVpc() {
        String id = SampleEstate.mainVpc(seed, account, region);
        int octet = SampleEstate.octet(account, region);
        String cidr = "10." + octet + ".0.0/16";
        vpc(id, account, cidr, false, Map.of("Name", "main", "env", "prod"));
        List<String> open = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (int block = 0; block < 6; block++) {
            boolean isOpen = block < 3;
            String subnet = dice.id("subnet");
            String range = "10." + octet + "." + 16 * block + ".0/20";
            String name = (isOpen ? "public-" : "private-") + SampleEstate.zone(region, block);
            subnet(id, subnet, account, range, block, isOpen, Map.of("Name", name));
            (isOpen ? open : closed).add(subnet);
            places.add(new Place(id, subnet, octet, block, block, isOpen));
        }
        String gateway = gateway(id);
        ObjectNode main = routeTable(id, cidr, Map.of("Name", "main"));
        associations(main, true, List.of());
        ObjectNode publicTable = routeTable(id, cidr, Map.of("Name", "public"));
        route(publicTable, "0.0.0.0/0", "GatewayId", gateway);
        peeringRoute(publicTable);
        associations(publicTable, false, open);
        ObjectNode privateTable = routeTable(id, cidr, Map.of("Name", "private"));
        route(privateTable, "0.0.0.0/0", "NatGatewayId", dice.id("nat"));
        peeringRoute(privateTable);
        associations(privateTable, false, closed);
    }

    private void sharedVpc() {
        String id = SampleEstate.sharedVpc(seed, region);
        int octet = SampleEstate.sharedOctet(region);
        String cidr = "10." + octet + ".0.0/16";
        boolean owner = account.equals(SampleEstate.NETWORK);
        // Tags of a shared resource are visible to its owner alone.
        vpc(
                id,
                SampleEstate.NETWORK,
                cidr,
                false,
                owner ? Map.of("Name", "shared-services", "team", "platform") : Map.of());
        List<String> ids = new ArrayList<>();
        for (int block = 0; block < 3; block++) {
            String subnet = SampleEstate.sharedSubnet(seed, region, block);
            String range = "10." + octet + "." + 16 * block + ".0/20";
            Map<String, String> tags =
                    owner ? Map.of("Name", "shared-" + SampleEstate.zone(region, block)) : Map.<String, String>of();
            subnet(id, subnet, SampleEstate.NETWORK, range, block, false, tags);
            ids.add(subnet);
            places.add(new Place(id, subnet, octet, block, block, false));
        }
        if (owner) {
            ObjectNode main = routeTable(id, cidr, Map.of("Name", "shared"));
            route(main, "0.0.0.0/0", "TransitGatewayId", dice.id("tgw"));
            associations(main, true, ids);
        }
    }

    private void vpc(String id, String owner, String cidr, boolean isDefault, Map<String, String> tags) {
        String association = SampleEstate.agreedId(seed, "vpc-cidr-assoc", id);
        vpcs.add(SampleJson.object(vpc -> {
            vpc.put("OwnerId", owner).put("InstanceTenancy", "default");
            vpc.set("CidrBlockAssociationSet", SampleJson.array(List.of(SampleJson.object(set -> {
                set.put("AssociationId", association).put("CidrBlock", cidr);
                set.putObject("CidrBlockState").put("State", "associated");
            }))));
            vpc.put("IsDefault", isDefault);
            vpc.set("Tags", SampleJson.tags(sorted(tags)));
            vpc.put("VpcId", id).put("State", "available").put("CidrBlock", cidr);
            vpc.put("DhcpOptionsId", SampleEstate.agreedId(seed, "dopt", owner + region));
        }));
    }

    private void subnet(
            String vpc, String id, String owner, String cidr, int zone, boolean open, Map<String, String> tags) {
        subnets.add(SampleJson.object(subnet -> {
            subnet.put("AvailabilityZoneId", SampleEstate.zoneId(region, zone))
                    .put("MapCustomerOwnedIpOnLaunch", false);
            subnet.put("OwnerId", owner).put("AssignIpv6AddressOnCreation", false);
            subnet.putArray("Ipv6CidrBlockAssociationSet");
            subnet.set("Tags", SampleJson.tags(sorted(tags)));
            subnet.put("SubnetArn", "arn:aws:ec2:" + region + ":" + owner + ":subnet/" + id);
            subnet.put("EnableDns64", false).put("Ipv6Native", false);
            subnet.putObject("PrivateDnsNameOptionsOnLaunch")
                    .put("HostnameType", "ip-name")
                    .put("EnableResourceNameDnsARecord", false)
                    .put("EnableResourceNameDnsAAAARecord", false);
            subnet.put("SubnetId", id)
                    .put("State", "available")
                    .put("VpcId", vpc)
                    .put("CidrBlock", cidr);
            // How many are left differs by owner's view only; the same number keeps the two listings equal.
            subnet.put("AvailableIpAddressCount", 4091).put("AvailabilityZone", SampleEstate.zone(region, zone));
            subnet.put("DefaultForAz", cidr.startsWith("172.31.")).put("MapPublicIpOnLaunch", open);
        }));
    }

    private String gateway(String vpc) {
        String id = dice.id("igw");
        gateways.add(SampleJson.object(gateway -> {
            gateway.putArray("Attachments")
                    .addObject()
                    .put("State", "available")
                    .put("VpcId", vpc);
            gateway.put("InternetGatewayId", id).put("OwnerId", account);
            gateway.set("Tags", SampleJson.tags(Map.of("Name", "internet")));
        }));
        return id;
    }

    private ObjectNode routeTable(String vpc, String cidr, Map<String, String> tags) {
        ObjectNode table = SampleJson.object();
        table.putArray("Associations");
        table.putArray("PropagatingVgws");
        table.put("RouteTableId", dice.id("rtb"));
        ArrayNode routes = table.putArray("Routes");
        routes.addObject()
                .put("DestinationCidrBlock", cidr)
                .put("GatewayId", "local")
                .put("Origin", "CreateRouteTable")
                .put("State", "active");
        table.set("Tags", SampleJson.tags(sorted(tags)));
        table.put("VpcId", vpc).put("OwnerId", account);
        routeTables.add(table);
        return table;
    }

    private static void route(ObjectNode table, String destination, String kind, String target) {
        table.withArray("Routes")
                .addObject()
                .put("DestinationCidrBlock", destination)
                .put(kind, target)
                .put("Origin", "CreateRoute")
                .put("State", "active");
    }

    private void peeringRoute(ObjectNode table) {
        if (account.equals(SampleEstate.NETWORK)) {
            return;
        }
        String other = account.equals(SampleEstate.SHOP) ? SampleEstate.ANALYTICS : SampleEstate.SHOP;
        String cidr = "10." + SampleEstate.octet(other, region) + ".0.0/16";
        route(table, cidr, "VpcPeeringConnectionId", SampleEstate.peering(seed, region));
    }

    private void associations(ObjectNode table, boolean main, List<String> subnetIds) {
        ArrayNode associations = table.withArray("Associations");
        String id = table.path("RouteTableId").asText();
        if (main) {
            ObjectNode association = associations.addObject();
            association.put("Main", true).put("RouteTableAssociationId", dice.id("rtbassoc"));
            association.put("RouteTableId", id).putObject("AssociationState").put("State", "associated");
        }
        for (String subnet : subnetIds) {
            ObjectNode association = associations.addObject();
            association.put("Main", false).put("RouteTableAssociationId", dice.id("rtbassoc"));
            association.put("RouteTableId", id).put("SubnetId", subnet);
            association.putObject("AssociationState").put("State", "associated");
        }
    }

    private static Map<String, String> sorted(Map<String, String> tags) {
        return new TreeMap<>(tags); // Map.of has no stable order
    }
}
