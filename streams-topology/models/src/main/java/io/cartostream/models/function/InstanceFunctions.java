package io.cartostream.models.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions for what EC2 says about an instance in several places. */
final class InstanceFunctions {
    private static final List<String> CLUSTER_KEYS =
            List.of("eks:cluster-name", "alpha.eksctl.io/cluster-name", "aws:eks:cluster-name");
    private static final String KUBERNETES_CLUSTER = "kubernetes.io/cluster/";

    private InstanceFunctions() {}

    static void register(FunctionRegistry functions) {
        functions.add(
                "eks_cluster_name",
                1,
                2,
                "The EKS cluster that an instance's tags name: the first of eks:cluster-name, alpha.eksctl.io/cluster-name,"
                        + " kubernetes.io/cluster/<name> (any value; of several, the first name by the alphabet) and"
                        + " aws:eks:cluster-name.",
                arguments -> eksClusterName(arguments.get(0)));
        functions.add(
                "primary_ipv6",
                2,
                2,
                "From an instance's network interfaces and its own Ipv6Address: on the interface with device index 0 the address"
                        + " marked as primary, else the first one; without such an interface or address, the instance's own.",
                arguments -> primaryIpv6(arguments.get(0), arguments.get(1)));
    }

    private static @Nullable JsonNode eksClusterName(@Nullable JsonNode tags) {
        if (tags == null) {
            return null;
        }
        JsonNode best = null;
        int bestRank = Integer.MAX_VALUE;
        for (JsonNode tag : tags) {
            String key = tag.path("Key").asText();
            boolean inKey = key.startsWith(KUBERNETES_CLUSTER);
            JsonNode name = inKey ? TextNode.valueOf(key.substring(KUBERNETES_CLUSTER.length())) : tag.path("Value");
            int rank = inKey ? 2 : rank(key);
            boolean earlier = best != null && name.asText().compareTo(best.asText()) < 0;
            boolean better = rank < bestRank || (rank == bestRank && earlier);
            if (better && !name.asText().isEmpty()) {
                best = name;
                bestRank = rank;
            }
        }
        return best;
    }

    /** The place of a key whose value is the name; the place after the second is that of the keys that hold the name. */
    private static int rank(String key) {
        int at = CLUSTER_KEYS.indexOf(key);
        if (at < 0) {
            return Integer.MAX_VALUE;
        }
        return at < 2 ? at : at + 1;
    }

    private static @Nullable JsonNode primaryIpv6(@Nullable JsonNode interfaces, @Nullable JsonNode own) {
        JsonNode first = null;
        for (JsonNode networkInterface : interfaces == null ? List.<JsonNode>of() : interfaces) {
            if (networkInterface.path("Attachment").path("DeviceIndex").asInt(-1) != 0) {
                continue;
            }
            for (JsonNode address : networkInterface.path("Ipv6Addresses")) {
                if (address.path("IsPrimaryIpv6").booleanValue()) {
                    return address.path("Ipv6Address");
                }
                if (first == null) {
                    first = address.path("Ipv6Address");
                }
            }
        }
        return first == null ? own : first;
    }
}
