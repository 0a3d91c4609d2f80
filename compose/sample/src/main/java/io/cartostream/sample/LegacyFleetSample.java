package io.cartostream.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The old resources of the search team: a classic load balancer and the launch configuration of its instances. */
final class LegacyFleetSample {

    private final FleetPlace place;
    private final String account;
    private final String region;
    private final SeededRandom random;
    private final List<RecordedAnswer> answers;

    LegacyFleetSample(FleetPlace place, List<RecordedAnswer> answers) {
        this.place = place;
        this.account = place.account();
        this.region = place.region();
        this.random = place.random();
        this.answers = answers;
    }

    void addAll() {
        List<ObjectNode> members = place.machinesOf("search-web").stream()
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
                random.hex(9),
                "region",
                region,
                "account",
                account,
                "subnet",
                place.openSubnets().get(0),
                "vpc",
                place.mainVpc(),
                "group",
                place.group("search-web"),
                "time",
                random.awsTime());
        balancer.set("Instances", SampleJson.array(members));
        answers.add(
                RecordedAnswer.listing("elb", "DescribeLoadBalancers", "LoadBalancerDescriptions", List.of(balancer)));
        answers.add(RecordedAnswer.listing(
                "autoscaling",
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
                        random.uuid(),
                        "image",
                        place.machines().images.get(0),
                        "group",
                        place.group("search-web"),
                        "time",
                        random.awsTime()))));
    }
}
