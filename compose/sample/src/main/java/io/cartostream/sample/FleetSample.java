package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The web tiers of one account in one region: launch templates, auto scaling groups and load balancers. */
final class FleetSample {

    private static final String EC2 = "ec2";
    private static final String SCALING = "autoscaling";
    private static final String BALANCING = "elbv2";

    private final FleetPlace place;
    private final String account;
    private final String region;
    private final SeededRandom random;
    private final BalancerSample balancerSample;
    private final List<ObjectNode> templates = new ArrayList<>();
    private final List<ObjectNode> scalingGroups = new ArrayList<>();
    private final List<ObjectNode> balancers = new ArrayList<>();

    final List<RecordedAnswer> answers = new ArrayList<>();

    private FleetSample(FleetPlace place) {
        this.place = place;
        this.account = place.account();
        this.region = place.region();
        this.random = place.random();
        this.balancerSample = new BalancerSample(place, answers, balancers);
    }

    /** Draws the fleet of one account in one region. */
    static FleetSample draw(long seed, String account, String region, NetworkSample network, InstanceSample machines) {
        SeededRandom random = new SeededRandom(seed, "fleet/" + account + "/" + region);
        FleetPlace place = new FleetPlace(seed, account, region, network, machines, random);
        FleetSample fleet = new FleetSample(place);
        fleet.webTiers();
        new LegacyFleetSample(place, fleet.answers).addAll();
        new ImageSample(place, fleet.answers).addAll();
        return fleet;
    }

    private void webTiers() {
        SampleEstate.TEAMS.forEach(this::webTier);
        answers.add(RecordedAnswer.listing(EC2, "DescribeLaunchTemplates", "LaunchTemplates", templates));
        answers.add(RecordedAnswer.listing(SCALING, "DescribeAutoScalingGroups", "AutoScalingGroups", scalingGroups));
        answers.add(RecordedAnswer.listing(BALANCING, "DescribeLoadBalancers", "LoadBalancers", balancers));
    }

    private void webTier(String team) {
        String name = team + "-web";
        String template = random.id("lt");
        String target = "arn:aws:elasticloadbalancing:" + region + ":" + account + ":targetgroup/" + name + "/"
                + random.hex(16);
        List<JsonNode> instances = place.machinesOf(name);
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
                random.uuid(),
                "size",
                Integer.toString(instances.size()),
                "time",
                random.awsTime(),
                "subnets",
                String.join(",", place.openSubnets()),
                "target",
                target,
                "template",
                template);
        group.set("Instances", SampleJson.array(members));
        scalingGroups.add(group);
        balancerSample.add(name, target, instances);
    }

    private void template(String name, String id) {
        templates.add(SampleJson.read("""
            {"LaunchTemplateId": "<id>", "LaunchTemplateName": "<name>", "CreateTime": "<time>",
             "CreatedBy": "arn:aws:iam::<account>:role/ci-deploy", "DefaultVersionNumber": 2, "LatestVersionNumber": 2}
            """, "id", id, "name", name, "account", account, "time", random.awsTime()));
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
                    random.awsTime(),
                    "account",
                    account,
                    "image",
                    random.pick(place.machines().images),
                    "group",
                    place.group(name),
                    "tokens",
                    version == 2 ? "required" : "optional"));
        }
        ObjectNode body = SampleJson.object();
        body.set("LaunchTemplateVersions", SampleJson.array(versions));
        answers.add(RecordedAnswer.detail(EC2, "DescribeLaunchTemplateVersions", body, "LaunchTemplateId", id));
    }
}
