package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Instances with their reservations, network interfaces, volumes and key pairs of one account in one region. */
final class InstanceSample {

    private static final List<String> TYPES = List.of("t3.micro", "t3.large", "m6i.large", "m7g.large", "c6i.2xlarge");

    private final String account;
    private final String region;
    private final NetworkSample network;
    private final SecurityGroupSample groups;
    private final SeededRandom dice;
    private final InterfaceSample networkInterfaces;
    private final VolumeSample disks;
    private int numbered;

    /** The ids of the images that the instances are started from. */
    final List<String> images = new ArrayList<>();

    final List<ObjectNode> reservations = new ArrayList<>();
    final List<ObjectNode> keyPairs = new ArrayList<>();

    InstanceSample(long seed, String account, String region, NetworkSample network, SecurityGroupSample groups) {
        this.account = account;
        this.region = region;
        this.network = network;
        this.groups = groups;
        this.dice = new SeededRandom(seed, "machines/" + account + "/" + region);
        this.networkInterfaces = new InterfaceSample(dice, account, region, groups);
        this.disks = new VolumeSample(dice, account, region);
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
        networkInterfaces.ofServices(network.places);
        disks.spare();
    }

    List<ObjectNode> interfaces() {
        return networkInterfaces.all;
    }

    List<ObjectNode> volumes() {
        return disks.all;
    }

    private void keyPair(String team) {
        keyPairs.add(SampleJson.object(pair -> {
            pair.put("KeyPairId", dice.id("key")).put("KeyType", "ed25519");
            pair.set("Tags", SampleJson.tags(Map.of("team", team)));
            pair.put("CreateTime", dice.awsTime()).put("KeyName", team + "-deploy");
            pair.put("KeyFingerprint", dice.hex(40));
        }));
    }

    private void reservation(int size) {
        String team = dice.pick(SampleEstate.TEAMS);
        boolean shared = !account.equals(SampleEstate.NETWORK) && dice.chance(20);
        String tier = shared ? "worker" : dice.pick(List.of("web", "app", "app", "db"));
        List<NetworkSample.Place> candidates = network.places.stream()
                .filter(place ->
                        shared ? place.octet() >= 100 : place.octet() < 100 && place.open() == tier.equals("web"))
                .toList();
        InstanceKind kind = new InstanceKind(
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

    private ArrayNode groupsOf(InstanceKind kind) {
        List<String> names = new ArrayList<>();
        names.add(kind.tier().equals("worker") ? "shared-workers" : kind.team() + "-" + kind.tier());
        if (kind.team().equals("search") && kind.tier().equals("web") && dice.chance(40)) {
            names.add(SecurityGroupSample.LEGACY);
        }
        return groups.named(names);
    }

    private ObjectNode instance(InstanceKind kind, int index) {
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
            ObjectNode nic = networkInterfaces.nested(kind, device, launched, groupList);
            nics.add(nic);
            networkInterfaces.list(nic, id, kind);
        }
        ArrayNode blockDevices = disks.attached(kind, id, launched);
        ObjectNode first = (ObjectNode) nics.get(0);
        return SampleJson.object(o -> {
            o.put("Architecture", kind.type().startsWith("m7g") ? "arm64" : "x86_64");
            o.set("BlockDeviceMappings", blockDevices);
            o.put("ClientToken", dice.hex(32)).put("EbsOptimized", true).put("EnaSupport", true);
            o.put("Hypervisor", "xen");
            o.putObject("IamInstanceProfile")
                    .put("Arn", "arn:aws:iam::" + account + ":instance-profile/" + kind.team() + "-" + kind.tier())
                    .put("Id", "AIPA" + dice.hex(17).toUpperCase(Locale.ROOT));
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
}
