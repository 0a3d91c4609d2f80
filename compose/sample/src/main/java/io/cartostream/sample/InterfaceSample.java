package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network interfaces and addresses of one account in one region. */
final class InterfaceSample {

    private final SeededRandom dice;
    private final String account;
    private final String region;
    private final SecurityGroupSample groups;
    private final Map<String, Integer> addresses = new LinkedHashMap<>();
    private int publicAddresses;

    final List<ObjectNode> all = new ArrayList<>();

    InterfaceSample(SeededRandom dice, String account, String region, SecurityGroupSample groups) {
        this.dice = dice;
        this.account = account;
        this.region = region;
        this.groups = groups;
    }

    /** An interface as DescribeInstances nests it. */
    ObjectNode nested(InstanceKind kind, int device, String attached, ArrayNode groupList) {
        ObjectNode nic = SampleJson.object();
        if (device == 0 && kind.place().open()) {
            association(nic, "amazon");
        }
        nic.putObject("Attachment")
                .put("AttachTime", attached)
                .put("AttachmentId", dice.id("eni-attach"))
                .put("DeleteOnTermination", device == 0)
                .put("DeviceIndex", device)
                .put("Status", "attached")
                .put("NetworkCardIndex", 0);
        nic.put("Description", device == 0 ? "Primary network interface" : "Replication");
        nic.set("Groups", groupList.deepCopy());
        nic.putArray("Ipv6Addresses");
        addresses(nic, kind.place(), kind.tier().equals("db") ? 2 : dice.chance(10) ? 3 : 1);
        nic.put("NetworkInterfaceId", dice.id("eni")).put("OwnerId", account);
        nic.put("SourceDestCheck", true).put("Status", "in-use");
        nic.put("SubnetId", kind.place().subnet())
                .put("VpcId", kind.place().vpc())
                .put("InterfaceType", "interface");
        return nic;
    }

    private void association(ObjectNode nic, String owner) {
        int n = ++publicAddresses
                + 250 * SampleEstate.REGIONS.indexOf(region)
                + 500 * SampleEstate.ACCOUNTS.indexOf(account);
        String address = "203.0." + (112 + n / 250) + "." + (n % 250 + 1);
        nic.putObject("Association")
                .put("IpOwnerId", owner)
                .put("PublicDnsName", "ec2-" + address.replace('.', '-') + "." + region + ".compute.amazonaws.com")
                .put("PublicIp", address);
    }

    private void addresses(ObjectNode nic, NetworkSample.Place place, int count) {
        ArrayNode list = SampleJson.array();
        for (int i = 0; i < count; i++) {
            int n = addresses.merge(place.subnet(), 1, Integer::sum) + 9 + (place.octet() >= 100 ? offset() : 0);
            String address = "10." + place.octet() + "." + (16 * place.block() + n / 250) + "." + (n % 250 + 4);
            String name = "ip-" + address.replace('.', '-') + "." + region + ".compute.internal";
            ObjectNode entry = list.addObject();
            entry.put("Primary", i == 0).put("PrivateDnsName", name).put("PrivateIpAddress", address);
            if (i == 0) {
                nic.put("MacAddress", dice.mac()).put("PrivateDnsName", name).put("PrivateIpAddress", address);
            }
        }
        nic.set("PrivateIpAddresses", list);
    }

    /** Keeps the addresses of accounts that share a subnet apart. */
    private int offset() {
        return 1_000 * SampleEstate.ACCOUNTS.indexOf(account);
    }

    /** Adds a nested interface to the list, with what only DescribeNetworkInterfaces returns. */
    void list(ObjectNode nested, String instance, InstanceKind kind) {
        ObjectNode listed = nested.deepCopy();
        ((ObjectNode) listed.path("Attachment")).put("InstanceId", instance).put("InstanceOwnerId", account);
        listed.put("AvailabilityZone", SampleEstate.zone(region, kind.place().zone()));
        listed.put("RequesterManaged", false);
        listed.set("TagSet", SampleJson.tags(Map.of("team", kind.team())));
        all.add(listed);
    }

    /** Adds interfaces that belong to AWS's own services: NAT gateways and load balancers. */
    void ofServices(List<NetworkSample.Place> places) {
        for (NetworkSample.Place place : places) {
            if (!place.open()) {
                continue;
            }
            for (String service : List.of("NAT Gateway " + dice.id("nat"), "ELB app/front/" + dice.hex(16))) {
                boolean nat = service.startsWith("NAT");
                ObjectNode nic = SampleJson.object();
                association(nic, nat ? account : "amazon-elb");
                nic.putObject("Attachment")
                        .put("AttachmentId", dice.id(nat ? "ela-attach" : "eni-attach"))
                        .put("DeleteOnTermination", false)
                        .put("DeviceIndex", 1)
                        .put("InstanceOwnerId", nat ? "amazon-aws" : "amazon-elb")
                        .put("Status", "attached");
                nic.put("AvailabilityZone", SampleEstate.zone(region, place.zone()));
                nic.put("Description", nat ? "Interface for " + service : service);
                nic.set("Groups", nat ? SampleJson.array() : groups.named(List.of("checkout-web")));
                nic.put("InterfaceType", nat ? "nat_gateway" : "interface");
                nic.putArray("Ipv6Addresses");
                addresses(nic, place, 1);
                nic.put("NetworkInterfaceId", dice.id("eni")).put("OwnerId", account);
                nic.put("RequesterId", nat ? account : "amazon-elb").put("RequesterManaged", true);
                nic.put("SourceDestCheck", !nat).put("Status", "in-use").put("SubnetId", place.subnet());
                nic.putArray("TagSet");
                nic.put("VpcId", place.vpc());
                all.add(nic);
            }
        }
    }
}
