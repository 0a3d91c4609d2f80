package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machines of one account in one region are started from and reached through: launch templates, auto scaling groups,
 * load balancers with their listeners and targets, images, snapshots, reservations.
 */
final class FleetSample {

    private static final String EC2 = "ec2";
    private static final String SCALING = "autoscaling";
    private static final String BALANCING = "elbv2";
    private static final int SNAPSHOTS = 8;

    private final String account;
    private final String region;
    private final long seed;
    private final NetworkSample network;
    private final InstanceSample machines;
    private final SeededRandom dice;
    private final List<ObjectNode> templates = new ArrayList<>();
    private final List<ObjectNode> scalingGroups = new ArrayList<>();
    private final List<ObjectNode> balancers = new ArrayList<>();

    final List<RecordedAnswer> answers = new ArrayList<>();

    FleetSample(long seed, String account, String region, NetworkSample network, InstanceSample machines) {
        this.seed = seed;
        this.account = account;
        this.region = region;
        this.network = network;
        this.machines = machines;
        this.dice = new SeededRandom(seed, "fleet/" + account + "/" + region);
        SampleEstate.TEAMS.forEach(this::webTier);
        answers.add(RecordedAnswer.listing(EC2, "DescribeLaunchTemplates", "LaunchTemplates", templates));
        answers.add(RecordedAnswer.listing(SCALING, "DescribeAutoScalingGroups", "AutoScalingGroups", scalingGroups));
        answers.add(RecordedAnswer.listing(BALANCING, "DescribeLoadBalancers", "LoadBalancers", balancers));
        legacy();
        images();
        snapshots();
        reserved();
    }

    /** The running machines of a team's tier. */
    private List<JsonNode> machinesOf(String name) {
        List<JsonNode> found = new ArrayList<>();
        for (ObjectNode reservation : machines.reservations) {
            for (JsonNode instance : reservation.path("Instances")) {
                boolean named = instance.at("/IamInstanceProfile/Arn").asText().endsWith('/' + name);
                if (named && instance.at("/State/Name").asText().equals("running")) {
                    found.add(instance);
                }
            }
        }
        return found;
    }

    private List<String> openSubnets() {
        return network.places.stream()
                .filter(NetworkSample.Place::open)
                .map(NetworkSample.Place::subnet)
                .toList();
    }

    private void webTier(String team) {
        String name = team + "-web";
        String template = dice.id("lt");
        String target =
                "arn:aws:elasticloadbalancing:" + region + ":" + account + ":targetgroup/" + name + "/" + dice.hex(16);
        List<JsonNode> instances = machinesOf(name);
        template(name, template);
        List<ObjectNode> members = new ArrayList<>();
        for (JsonNode instance : instances) {
            members.add(SampleJson.read(
                    """
                    {"InstanceId": "<id>", "InstanceType": "<type>", "AvailabilityZone": "<zone>",
                     "LifecycleState": "InService", "HealthStatus": "Healthy", "ProtectedFromScaleIn": false,
                     "LaunchTemplate": {"LaunchTemplateId": "<template>", "LaunchTemplateName": "<name>", "Version": "2"}}
                    """,
                    "id",
                    instance.path("InstanceId").asText(),
                    "type",
                    instance.path("InstanceType").asText(),
                    "zone",
                    instance.at("/Placement/AvailabilityZone").asText(),
                    "template",
                    template,
                    "name",
                    name));
        }
        ObjectNode group = SampleJson.read(
                """
                {"AutoScalingGroupARN": "arn:aws:autoscaling:<region>:<account>:autoScalingGroup:<uuid>:autoScalingGroupName/<name>",
                 "AutoScalingGroupName": "<name>", "MinSize": 1, "MaxSize": 12, "DesiredCapacity": <size>,
                 "DefaultCooldown": 300, "AvailabilityZones": ["<region>a", "<region>b", "<region>c"],
                 "HealthCheckType": "ELB", "HealthCheckGracePeriod": 60, "CreatedTime": "<time>",
                 "VPCZoneIdentifier": "<subnets>", "TargetGroupARNs": ["<target>"], "LoadBalancerNames": [],
                 "LaunchTemplate": {"LaunchTemplateId": "<template>", "LaunchTemplateName": "<name>", "Version": "2"},
                 "SuspendedProcesses": [], "EnabledMetrics": [], "TerminationPolicies": ["Default"], "Tags": [],
                 "NewInstancesProtectedFromScaleIn": false, "CapacityRebalance": false,
                 "ServiceLinkedRoleARN": "arn:aws:iam::<account>:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"}
                """,
                "name",
                name,
                "region",
                region,
                "account",
                account,
                "uuid",
                uuid(),
                "size",
                Integer.toString(instances.size()),
                "time",
                dice.awsTime(),
                "subnets",
                String.join(",", openSubnets()),
                "target",
                target,
                "template",
                template);
        group.set("Instances", SampleJson.array(members));
        scalingGroups.add(group);
        balancer(name, target, instances);
    }

    private void template(String name, String id) {
        templates.add(SampleJson.read("""
                {"LaunchTemplateId": "<id>", "LaunchTemplateName": "<name>", "CreateTime": "<time>",
                 "CreatedBy": "arn:aws:iam::<account>:role/ci-deploy", "DefaultVersionNumber": 2, "LatestVersionNumber": 2}
                """, "id", id, "name", name, "account", account, "time", dice.awsTime()));
        List<ObjectNode> versions = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            versions.add(SampleJson.read(
                    """
                    {"LaunchTemplateId": "<id>", "LaunchTemplateName": "<name>", "VersionNumber": <version>,
                     "DefaultVersion": <default>, "CreateTime": "<time>", "CreatedBy": "arn:aws:iam::<account>:role/ci-deploy",
                     "LaunchTemplateData": {"ImageId": "<image>", "InstanceType": "t3.large", "KeyName": "<team>-deploy",
                      "EbsOptimized": true, "SecurityGroupIds": ["<group>"], "Monitoring": {"Enabled": true},
                      "IamInstanceProfile": {"Arn": "arn:aws:iam::<account>:instance-profile/<name>"},
                      "MetadataOptions": {"HttpTokens": "<tokens>"}}}
                    """,
                    "id",
                    id,
                    "name",
                    name,
                    "team",
                    name.replace("-web", ""),
                    "version",
                    Integer.toString(version),
                    "default",
                    Boolean.toString(version == 2),
                    "time",
                    dice.awsTime(),
                    "account",
                    account,
                    "image",
                    dice.pick(machines.images),
                    "group",
                    SampleEstate.group(seed, account, region, name),
                    "tokens",
                    version == 2 ? "required" : "optional"));
        }
        ObjectNode body = SampleJson.object();
        body.set("LaunchTemplateVersions", SampleJson.array(versions));
        answers.add(RecordedAnswer.detail(EC2, "DescribeLaunchTemplateVersions", body, "LaunchTemplateId", id));
    }

    private void balancer(String name, String target, List<JsonNode> instances) {
        String hash = dice.hex(16);
        String arn =
                "arn:aws:elasticloadbalancing:" + region + ":" + account + ":loadbalancer/app/" + name + "/" + hash;
        String dns = name + "-" + hash.substring(0, 9) + "." + region + ".elb.amazonaws.com";
        String[] values = {
            "name",
            name,
            "arn",
            arn,
            "dns",
            dns,
            "hash",
            hash,
            "time",
            dice.awsTime(),
            "vpc",
            SampleEstate.mainVpc(seed, account, region),
            "group",
            SampleEstate.group(seed, account, region, name),
            "subnet",
            openSubnets().get(0),
            "other",
            openSubnets().get(1),
            "region",
            region,
            "account",
            account,
            "listener",
            dice.hex(16),
            "certificate",
            uuid(),
            "target",
            target
        };
        balancers.add(SampleJson.read("""
                {"LoadBalancerArn": "<arn>", "DNSName": "<dns>", "LoadBalancerName": "<name>", "Type": "application",
                 "CanonicalHostedZoneId": "Z32O12XQLNTSW2", "CreatedTime": "<time>", "Scheme": "internet-facing",
                 "VpcId": "<vpc>", "State": {"Code": "active"}, "IpAddressType": "ipv4", "SecurityGroups": ["<group>"],
                 "AvailabilityZones": [
                  {"ZoneName": "<region>a", "SubnetId": "<subnet>", "LoadBalancerAddresses": []},
                  {"ZoneName": "<region>b", "SubnetId": "<other>", "LoadBalancerAddresses": []}]}
                """, values));
        answers.add(RecordedAnswer.detail(
                BALANCING, "DescribeListeners", SampleJson.read("""
                        {"Listeners": [{"LoadBalancerArn": "<arn>", "Port": 443, "Protocol": "HTTPS",
                         "ListenerArn": "arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<name>/<hash>/<listener>",
                         "Certificates": [{"CertificateArn": "arn:aws:acm:<region>:<account>:certificate/<certificate>"}],
                         "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
                         "DefaultActions": [{"Type": "forward", "TargetGroupArn": "<target>",
                          "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "<target>", "Weight": 1}]}}]}]}
                        """, values), "LoadBalancerArn", arn, "DNSName", dns));
        answers.add(RecordedAnswer.detail(
                BALANCING,
                "DescribeTargetGroups",
                SampleJson.read("""
                        {"TargetGroups": [{"TargetGroupArn": "<target>", "TargetGroupName": "<name>", "Protocol": "HTTP",
                         "Port": 8080, "VpcId": "<vpc>", "HealthCheckProtocol": "HTTP", "HealthCheckPort": "traffic-port",
                         "HealthCheckEnabled": true, "HealthCheckPath": "/health", "Matcher": {"HttpCode": "200"},
                         "LoadBalancerArns": ["<arn>"], "TargetType": "instance", "ProtocolVersion": "HTTP1",
                         "IpAddressType": "ipv4"}]}
                        """, values),
                "LoadBalancerArn",
                arn,
                "DNSName",
                dns));
        List<ObjectNode> health = new ArrayList<>();
        for (JsonNode instance : instances) {
            health.add(SampleJson.read("""
                    {"Target": {"Id": "<id>", "Port": 8080}, "HealthCheckPort": "8080", "TargetHealth": {"State": "healthy"}}
                    """, "id", instance.path("InstanceId").asText()));
        }
        ObjectNode body = SampleJson.object();
        body.set("TargetHealthDescriptions", SampleJson.array(health));
        ObjectNode asked = SampleJson.object()
                .put("TargetGroupArn", target)
                .put("DNSName", dns)
                .put("Port", 8080)
                .put("Protocol", "HTTP")
                .put("TargetType", "instance");
        answers.add(new RecordedAnswer(BALANCING, "DescribeTargetHealth", body, 1, asked, null));
    }

    /** What the search team never replaced: a classic balancer, and the configuration of its machines. */
    private void legacy() {
        List<ObjectNode> members = machinesOf("search-web").stream()
                .limit(2)
                .map(instance -> SampleJson.object()
                        .put("InstanceId", instance.path("InstanceId").asText()))
                .toList();
        ObjectNode balancer = SampleJson.read(
                """
                {"LoadBalancerName": "legacy", "DNSName": "legacy-<hash>.<region>.elb.amazonaws.com",
                 "CanonicalHostedZoneName": "legacy-<hash>.<region>.elb.amazonaws.com",
                 "CanonicalHostedZoneNameID": "Z32O12XQLNTSW2", "BackendServerDescriptions": [],
                 "ListenerDescriptions": [{"PolicyNames": [], "Listener": {"Protocol": "HTTP", "LoadBalancerPort": 80,
                  "InstanceProtocol": "HTTP", "InstancePort": 8080}}],
                 "AvailabilityZones": ["<region>a"], "Subnets": ["<subnet>"], "VPCId": "<vpc>",
                 "HealthCheck": {"Target": "HTTP:80/", "Interval": 10, "Timeout": 5, "UnhealthyThreshold": 2, "HealthyThreshold": 2},
                 "SourceSecurityGroup": {"OwnerAlias": "<account>", "GroupName": "search-web"},
                 "SecurityGroups": ["<group>"], "CreatedTime": "<time>", "Scheme": "internet-facing"}
                """,
                "hash",
                dice.hex(9),
                "region",
                region,
                "account",
                account,
                "subnet",
                openSubnets().get(0),
                "vpc",
                SampleEstate.mainVpc(seed, account, region),
                "group",
                SampleEstate.group(seed, account, region, "search-web"),
                "time",
                dice.awsTime());
        balancer.set("Instances", SampleJson.array(members));
        answers.add(
                RecordedAnswer.listing("elb", "DescribeLoadBalancers", "LoadBalancerDescriptions", List.of(balancer)));
        answers.add(RecordedAnswer.listing(
                SCALING,
                "DescribeLaunchConfigurations",
                "LaunchConfigurations",
                List.of(SampleJson.read(
                        """
                        {"LaunchConfigurationName": "search-2019",
                         "LaunchConfigurationARN": "arn:aws:autoscaling:<region>:<account>:launchConfiguration:<uuid>:launchConfigurationName/search-2019",
                         "ImageId": "<image>", "KeyName": "search-deploy", "SecurityGroups": ["<group>"],
                         "ClassicLinkVPCSecurityGroups": [], "InstanceType": "t3.micro", "KernelId": "", "RamdiskId": "",
                         "BlockDeviceMappings": [], "InstanceMonitoring": {"Enabled": false}, "CreatedTime": "<time>",
                         "EbsOptimized": false, "AssociatePublicIpAddress": true}
                        """,
                        "region",
                        region,
                        "account",
                        account,
                        "uuid",
                        uuid(),
                        "image",
                        machines.images.get(0),
                        "group",
                        SampleEstate.group(seed, account, region, "search-web"),
                        "time",
                        dice.awsTime()))));
    }

    private void images() {
        List<ObjectNode> images = new ArrayList<>();
        for (String id : machines.images) {
            images.add(SampleJson.read(
                    """
                    {"ImageId": "<id>", "ImageLocation": "<account>/base-<hash>", "Name": "base-<hash>", "OwnerId": "<account>",
                     "ImageType": "machine", "Public": false, "State": "available", "Architecture": "x86_64",
                     "CreationDate": "<time>", "Description": "base image", "PlatformDetails": "Linux/UNIX",
                     "UsageOperation": "RunInstances", "RootDeviceName": "/dev/xvda", "RootDeviceType": "ebs",
                     "VirtualizationType": "hvm", "Hypervisor": "xen", "EnaSupport": true, "BootMode": "uefi-preferred",
                     "Tags": [], "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": "snap-<snapshot>",
                      "VolumeSize": 8, "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true}}]}
                    """,
                    "id",
                    id,
                    "account",
                    account,
                    "hash",
                    dice.hex(6),
                    "snapshot",
                    dice.hex(17),
                    "time",
                    dice.instant().toString().replace("Z", ".000Z")));
        }
        answers.add(RecordedAnswer.listing(EC2, "DescribeImages", "Images", images));
    }

    private void snapshots() {
        List<ObjectNode> snapshots = new ArrayList<>();
        for (ObjectNode volume : machines.volumes.subList(0, SNAPSHOTS)) {
            String id = dice.id("snap");
            snapshots.add(SampleJson.read(
                    """
                    {"SnapshotId": "<id>", "VolumeId": "<volume>", "State": "completed", "StartTime": "<time>",
                     "Progress": "100%", "OwnerId": "<account>", "Description": "nightly", "VolumeSize": <size>,
                     "Encrypted": <encrypted>, "StorageTier": "standard", "Tags": []}
                    """,
                    "id",
                    id,
                    "volume",
                    volume.path("VolumeId").asText(),
                    "time",
                    dice.awsTime(),
                    "account",
                    account,
                    "size",
                    volume.path("Size").asText(),
                    "encrypted",
                    volume.path("Encrypted").asText("false")));
            String permitted = snapshots.size() == 1 && account.equals(SampleEstate.ANALYTICS)
                    ? "{\"Group\": \"all\"}"
                    : snapshots.size() == 2 ? "{\"UserId\": \"" + SampleEstate.NETWORK + "\"}" : "";
            answers.add(RecordedAnswer.detail(
                    EC2,
                    "DescribeSnapshotAttribute",
                    SampleJson.read(
                            "{\"SnapshotId\": \"<id>\", \"ProductCodes\": [], \"CreateVolumePermissions\": [<permitted>]}",
                            "id",
                            id,
                            "permitted",
                            permitted),
                    "SnapshotId",
                    id));
        }
        answers.add(RecordedAnswer.listing(EC2, "DescribeSnapshots", "Snapshots", snapshots));
    }

    private void reserved() {
        answers.add(RecordedAnswer.listing(
                EC2, "DescribeReservedInstances", "ReservedInstances", List.of(SampleJson.read("""
                        {"ReservedInstancesId": "<uuid>", "InstanceType": "m6i.large", "InstanceCount": 10, "Scope": "Region",
                         "InstanceTenancy": "default", "ProductDescription": "Linux/UNIX", "State": "active",
                         "Start": "2026-01-01T00:00:00+00:00", "End": "2026-12-31T23:59:59+00:00", "Duration": 31536000,
                         "FixedPrice": 0.0, "UsagePrice": 0.0, "CurrencyCode": "USD", "OfferingClass": "standard",
                         "OfferingType": "No Upfront", "RecurringCharges": [{"Amount": 0.06, "Frequency": "Hourly"}], "Tags": []}
                        """, "uuid", uuid()))));
    }

    private String uuid() {
        return String.join("-", dice.hex(8), dice.hex(4), dice.hex(4), dice.hex(4), dice.hex(12));
    }
}
