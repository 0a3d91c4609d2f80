package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instances with their reservations, network interfaces, volumes and key pairs of one account in one region. */
final class InstanceSample {

    private static final List<String> TYPES = List.of("t3.micro", "t3.large", "m6i.large", "m7g.large", "c6i.2xlarge");

    private final String account;
    private final String region;
    private final NetworkSample network;
    private final SecurityGroupSample groups;
    private final SeededRandom dice;
    private final Map<String, Integer> addresses = new LinkedHashMap<>();
    private int publicAddresses;
    private int numbered;

    /** Those of the account that machines are started from. */
    final List<String> images = new ArrayList<>();

    final List<ObjectNode> reservations = new ArrayList<>();
    final List<ObjectNode> interfaces = new ArrayList<>();
    final List<ObjectNode> volumes = new ArrayList<>();
    final List<ObjectNode> keyPairs = new ArrayList<>();

    InstanceSample(long seed, String account, String region, NetworkSample network, SecurityGroupSample groups) {
        this.account = account;
        this.region = region;
        this.network = network;
        this.groups = groups;
        this.dice = new SeededRandom(seed, "machines/" + account + "/" + region);
        for (int i = 0; i < 6; i++) {
            images.add(dice.id("ami"));
        }
        SampleEstate.TEAMS.forEach(this::keyPair);
        int left = SampleEstate.INSTANCES_PER_CELL;
        while (left > 0) {
            int size = Math.min(left, dice.pick(List.of(1, 1, 1, 2, 3)));
            reservation(size);
            left -= size;
        }
        serviceInterfaces();
        spareVolumes();
    }

    private void keyPair(String team) {
        keyPairs.add(SampleJson.object(pair -> {
            pair.put("KeyPairId", dice.id("key")).put("KeyType", "ed25519");
            pair.set("Tags", SampleJson.tags(Map.of("team", team)));
            pair.put("CreateTime", dice.awsTime()).put("KeyName", team + "-deploy");
            pair.put("KeyFingerprint", dice.hex(40));
        }));
    }

    /** What the machines of one reservation have in common. */
    private record Kind(
            String team, String tier, String environment, String type, String image, NetworkSample.Place place) {}

    private void reservation(int size) {
        String team = dice.pick(SampleEstate.TEAMS);
        boolean shared = !account.equals(SampleEstate.NETWORK) && dice.chance(20);
        String tier = shared ? "worker" : dice.pick(List.of("web", "app", "app", "db"));
        List<NetworkSample.Place> candidates = network.places.stream()
                .filter(place ->
                        shared ? place.octet() >= 100 : place.octet() < 100 && place.open() == tier.equals("web"))
                .toList();
        Kind kind = new Kind(
                team,
                tier,
                dice.pick(SampleEstate.ENVIRONMENTS),
                dice.pick(TYPES),
                dice.pick(images),
                dice.pick(candidates));
        ArrayNode instances = SampleJson.array();
        for (int i = 0; i < size; i++) {
            instances.add(instance(kind, i));
        }
        reservations.add(SampleJson.object(reservation -> {
            reservation.put("ReservationId", dice.id("r")).put("OwnerId", account);
            reservation.putArray("Groups");
            reservation.set("Instances", instances);
        }));
    }

    private ArrayNode groupsOf(Kind kind) {
        List<String> names = new ArrayList<>();
        names.add(kind.tier().equals("worker") ? "shared-workers" : kind.team() + "-" + kind.tier());
        if (kind.team().equals("search") && kind.tier().equals("web") && dice.chance(40)) {
            names.add(SecurityGroupSample.LEGACY);
        }
        return groups.named(names);
    }

    private ObjectNode instance(Kind kind, int index) {
        String id = dice.id("i");
        String launched = dice.awsTime();
        boolean running = dice.chance(92);
        ArrayNode groupList = groupsOf(kind);
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Name", kind.team() + "-" + kind.tier() + "-" + ++numbered);
        tags.put("owner", kind.team() + "@acme.example");
        tags.put("team", kind.team());
        tags.put("env", kind.environment());
        ArrayNode nics = SampleJson.array();
        int count = kind.tier().equals("db") && dice.chance(25) ? 2 : 1;
        for (int device = 0; device < count; device++) {
            ObjectNode nic = nic(kind, device, launched, groupList);
            nics.add(nic);
            listedInterface(nic, id, kind);
        }
        ArrayNode blockDevices = blockDevices(kind, id, launched);
        ObjectNode first = (ObjectNode) nics.get(0);
        return SampleJson.object(o -> {
            o.put("Architecture", kind.type().startsWith("m7g") ? "arm64" : "x86_64");
            o.set("BlockDeviceMappings", blockDevices);
            o.put("ClientToken", dice.hex(32)).put("EbsOptimized", true).put("EnaSupport", true);
            o.put("Hypervisor", "xen");
            o.putObject("IamInstanceProfile")
                    .put("Arn", "arn:aws:iam::" + account + ":instance-profile/" + kind.team() + "-" + kind.tier())
                    .put("Id", "AIPA" + dice.hex(17).toUpperCase(java.util.Locale.ROOT));
            o.set("NetworkInterfaces", nics);
            o.put("RootDeviceName", "/dev/xvda").put("RootDeviceType", "ebs");
            o.set("SecurityGroups", groupList.deepCopy());
            o.put("SourceDestCheck", true);
            o.set("Tags", SampleJson.tags(tags));
            o.put("VirtualizationType", "hvm");
            o.putObject("CpuOptions").put("CoreCount", 1).put("ThreadsPerCore", 2);
            o.putObject("CapacityReservationSpecification").put("CapacityReservationPreference", "open");
            o.putObject("HibernationOptions").put("Configured", false);
            o.putObject("MetadataOptions")
                    .put("State", "applied")
                    .put("HttpTokens", dice.chance(75) ? "required" : "optional")
                    .put("HttpPutResponseHopLimit", 2)
                    .put("HttpEndpoint", "enabled")
                    .put("HttpProtocolIpv6", "disabled")
                    .put("InstanceMetadataTags", "disabled");
            o.putObject("EnclaveOptions").put("Enabled", false);
            o.put("BootMode", "uefi-preferred").put("PlatformDetails", "Linux/UNIX");
            o.put("UsageOperation", "RunInstances").put("UsageOperationUpdateTime", launched);
            o.put("InstanceId", id).put("ImageId", kind.image());
            o.putObject("State").put("Code", running ? 16 : 80).put("Name", running ? "running" : "stopped");
            o.put("PrivateDnsName", first.path("PrivateDnsName").asText());
            o.put(
                    "PublicDnsName",
                    first.path("Association").path("PublicDnsName").asText());
            o.put("StateTransitionReason", "")
                    .put("KeyName", kind.team() + "-deploy")
                    .put("AmiLaunchIndex", index);
            o.putArray("ProductCodes");
            o.put("InstanceType", kind.type()).put("LaunchTime", launched);
            o.putObject("Placement")
                    .put("GroupName", "")
                    .put("Tenancy", "default")
                    .put(
                            "AvailabilityZone",
                            SampleEstate.zone(region, kind.place().zone()));
            o.putObject("Monitoring").put("State", kind.environment().equals("prod") ? "enabled" : "disabled");
            o.put("SubnetId", kind.place().subnet()).put("VpcId", kind.place().vpc());
            o.put("PrivateIpAddress", first.path("PrivateIpAddress").asText());
            if (first.has("Association")) {
                o.put(
                        "PublicIpAddress",
                        first.path("Association").path("PublicIp").asText());
            }
        });
    }

    /** An interface as DescribeInstances nests it; DescribeNetworkInterfaces tells a little more. */
    private ObjectNode nic(Kind kind, int device, String attached, ArrayNode groupList) {
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

    /** Accounts that share a subnet must not hand out the same address. */
    private int offset() {
        return 1_000 * SampleEstate.ACCOUNTS.indexOf(account);
    }

    private void listedInterface(ObjectNode nested, String instance, Kind kind) {
        ObjectNode listed = nested.deepCopy();
        ((ObjectNode) listed.path("Attachment")).put("InstanceId", instance).put("InstanceOwnerId", account);
        listed.put("AvailabilityZone", SampleEstate.zone(region, kind.place().zone()));
        listed.put("RequesterManaged", false);
        listed.set("TagSet", SampleJson.tags(Map.of("team", kind.team())));
        interfaces.add(listed);
    }

    /** Interfaces that belong to AWS's own services: NAT gateways and load balancers. */
    private void serviceInterfaces() {
        for (NetworkSample.Place place : network.places) {
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
                interfaces.add(nic);
            }
        }
    }

    private ArrayNode blockDevices(Kind kind, String instance, String attached) {
        ArrayNode devices = SampleJson.array();
        int count = kind.tier().equals("db") ? 3 : dice.chance(30) ? 2 : 1;
        for (int i = 0; i < count; i++) {
            String volume = dice.id("vol");
            String device = i == 0 ? "/dev/xvda" : "/dev/sd" + (char) ('e' + i);
            boolean root = i == 0;
            devices.addObject()
                    .put("DeviceName", device)
                    .putObject("Ebs")
                    .put("AttachTime", attached)
                    .put("DeleteOnTermination", root)
                    .put("Status", "attached")
                    .put("VolumeId", volume);
            ObjectNode listed = volume(volume, kind.place().zone(), attached, kind.team(), root ? 30 : 500);
            listed.put("State", "in-use");
            listed.withArray("Attachments")
                    .addObject()
                    .put("DeleteOnTermination", root)
                    .put("VolumeId", volume)
                    .put("InstanceId", instance)
                    .put("Device", device)
                    .put("State", "attached")
                    .put("AttachTime", attached);
        }
        return devices;
    }

    private void spareVolumes() {
        for (int i = 0; i < 6; i++) {
            volume(dice.id("vol"), i, dice.awsTime(), dice.pick(SampleEstate.TEAMS), 100)
                    .put("State", "available");
        }
    }

    private ObjectNode volume(String id, int zone, String created, String team, int size) {
        ObjectNode volume = SampleJson.object();
        boolean encrypted = dice.chance(80);
        volume.put("Iops", 3000);
        volume.set("Tags", SampleJson.tags(Map.of("team", team)));
        volume.put("VolumeType", "gp3").put("MultiAttachEnabled", false).put("Throughput", 125);
        volume.put("VolumeId", id).put("Size", size).put("SnapshotId", size == 30 ? dice.id("snap") : "");
        volume.put("AvailabilityZone", SampleEstate.zone(region, zone))
                .put("State", "in-use")
                .put("CreateTime", created);
        volume.putArray("Attachments");
        volume.put("Encrypted", encrypted);
        if (encrypted) {
            volume.put("KmsKeyId", "arn:aws:kms:" + region + ":" + account + ":key/" + uuid());
        }
        volumes.add(volume);
        return volume;
    }

    private String uuid() {
        return dice.hex(8) + "-" + dice.hex(4) + "-4" + dice.hex(3) + "-8" + dice.hex(3) + "-" + dice.hex(12);
    }
}
