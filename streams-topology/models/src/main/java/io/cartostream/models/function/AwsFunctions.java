package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions for AWS models. */
final class AwsFunctions {
    private static final Pattern BALANCER_V2 = Pattern.compile("^ELB (?:net|app)/([^/]+)/(.*)");
    private static final Pattern BALANCER = Pattern.compile("^ELB (.*)");
    private static final Pattern TYPE_END = Pattern.compile("[:/]");
    private static final int ARN_PARTS = 6;
    private static final String KUBERNETES_CLUSTER = "kubernetes.io/cluster/";

    private AwsFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "eks_cluster_name",
                1,
                1,
                "The EKS cluster that an instance's tags name: aws:eks:cluster-name, eks:cluster-name, or"
                        + " kubernetes.io/cluster/<name> with the value owned.",
                arguments -> eksClusterName(arguments.get(0)));
        functions.add(
                "primary_ipv6",
                2,
                1,
                "From an instance's network interfaces and its own Ipv6Address: the address marked as primary, else its"
                        + " own.",
                arguments -> primaryIpv6(arguments.get(0), arguments.get(1)));
        functions.add(
                "balancer_dns_name",
                2,
                2,
                "From a network interface's description 'ELB app|net/<name>/<id>' and the region: the DNS name that"
                        + " Cartography looks a classic load balancer up by.",
                arguments -> balancerDnsName(arguments.get(0), arguments.get(1)));
        functions.add(
                "balancer_name",
                1,
                1,
                "From a network interface's description 'ELB <name>': the name that Cartography looks a v2 load"
                        + " balancer up by.",
                arguments -> balancerName(arguments.get(0)));
        functions.add(
                "prefixed",
                2,
                1,
                "The text if it starts with the prefix, else nothing.",
                arguments -> prefixed(arguments.get(0), arguments.get(1)));
        functions.add(
                "arn_parts",
                1,
                1,
                "The parts of an ARN: partition, service, region and account (empty where it names none), resource,"
                        + " type (the text before the resource's first slash or colon), name (the text after it, else the"
                        + " resource) and kind (service:type, or the service); nothing if the text is no ARN.",
                arguments -> arnParts(arguments.get(0)));
    }

    private static @Nullable JsonNode eksClusterName(@Nullable JsonNode tags) {
        if (tags == null) {
            return null;
        }
        JsonNode managed = null;
        JsonNode named = null;
        JsonNode owned = null;
        for (JsonNode tag : tags) {
            String key = tag.path("Key").asText();
            JsonNode value = tag.path("Value");
            if (key.equals("aws:eks:cluster-name")) {
                managed = value;
            } else if (key.equals("eks:cluster-name")) {
                named = value;
            } else if (key.startsWith(KUBERNETES_CLUSTER) && value.asText().equals("owned")) {
                String name = key.substring(KUBERNETES_CLUSTER.length());
                if (owned == null || name.compareTo(owned.asText()) < 0) {
                    owned = TextNode.valueOf(name);
                }
            }
        }
        if (managed != null) {
            return managed;
        }
        return named != null ? named : owned;
    }

    private static @Nullable JsonNode primaryIpv6(@Nullable JsonNode interfaces, @Nullable JsonNode own) {
        if (interfaces != null) {
            for (JsonNode networkInterface : interfaces) {
                for (JsonNode address : networkInterface.path("Ipv6Addresses")) {
                    if (address.path("IsPrimaryIpv6").booleanValue()) {
                        return address.path("Ipv6Address");
                    }
                }
            }
        }
        return own;
    }

    private static @Nullable JsonNode balancerDnsName(@Nullable JsonNode description, @Nullable JsonNode region) {
        if (description == null || region == null || !description.asText().startsWith("ELB ")) {
            return null;
        }
        Matcher matcher = BALANCER_V2.matcher(description.asText());
        return matcher.find()
                ? TextNode.valueOf(matcher.group(1) + "-" + matcher.group(2) + ".elb." + region.asText() + "."
                        + AwsPartition.domain(AwsPartition.of(region.asText())))
                : null;
    }

    private static @Nullable JsonNode balancerName(@Nullable JsonNode description) {
        if (description == null || !description.asText().startsWith("ELB ")) {
            return null;
        }
        if (BALANCER_V2.matcher(description.asText()).find()) {
            return null;
        }
        Matcher matcher = BALANCER.matcher(description.asText());
        return matcher.find() ? TextNode.valueOf(matcher.group(1)) : null;
    }

    private static @Nullable JsonNode arnParts(@Nullable JsonNode arn) {
        String[] parts = arn == null ? new String[0] : arn.asText().split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[0].equals("arn")) {
            return null;
        }
        String resource = parts[5];
        Matcher end = TYPE_END.matcher(resource);
        boolean typed = end.find();
        String type = typed ? resource.substring(0, end.start()) : "";
        return JsonNodeFactory.instance
                .objectNode()
                .put("partition", parts[1])
                .put("service", parts[2])
                .put("region", parts[3])
                .put("account", parts[4])
                .put("resource", resource)
                .put("type", type)
                .put("name", typed ? resource.substring(end.end()) : resource)
                .put("kind", typed ? parts[2] + ":" + type : parts[2]);
    }

    private static @Nullable JsonNode prefixed(@Nullable JsonNode text, @Nullable JsonNode prefix) {
        return text != null && prefix != null && text.asText().startsWith(prefix.asText()) ? text : null;
    }
}
