package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The load balancers of a fleet, with their listeners, target groups and the health of their targets. */
final class BalancerSample {

    private static final String BALANCING = "elbv2";

    private final FleetPlace place;
    private final String account;
    private final String region;
    private final SeededRandom random;
    private final List<RecordedAnswer> answers;
    private final List<ObjectNode> balancers;

    BalancerSample(FleetPlace place, List<RecordedAnswer> answers, List<ObjectNode> balancers) {
        this.place = place;
        this.account = place.account();
        this.region = place.region();
        this.random = place.random();
        this.answers = answers;
        this.balancers = balancers;
    }

    /** Adds the balancer of a web tier and its details. */
    void add(String name, String target, List<JsonNode> instances) {
        String hash = random.hex(16);
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
            random.awsTime(),
            "vpc",
            place.mainVpc(),
            "group",
            place.group(name),
            "subnet",
            place.openSubnets().get(0),
            "other",
            place.openSubnets().get(1),
            "region",
            region,
            "account",
            account,
            "listener",
            random.hex(16),
            "certificate",
            random.uuid(),
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
        addTargetHealth(target, dns, instances);
    }

    private void addTargetHealth(String target, String dns, List<JsonNode> instances) {
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
}
