package io.cartostream.models.cartography;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cartostream.contract.Scope;
import java.util.Map;

/**
 * Completes the nodes that a case puts into the graph before a step with the properties that only our models write and look
 * nodes up by. They belong to the account and the region of the step, unless the node names another region.
 */
final class CaseSeeds {
    private CaseSeeds() {}

    /** Completes the nodes of a graph. A property that a node has stays. */
    static void complete(CaseGraph graph, Scope scope) {
        String account = text(scope.account());
        for (CaseGraph.Node node : graph.nodes().values()) {
            Map<String, String> properties = node.properties();
            switch (node.label()) {
                case "AWSLoadBalancer" -> properties.putIfAbsent("arn", text(arn(properties, scope)));
                case "AWSLaunchConfiguration", "AWSEC2SecurityGroup" -> properties.putIfAbsent("account_id", account);
                case "AWSEC2PrivateIp" -> {
                    properties.putIfAbsent("account_id", account);
                    properties.putIfAbsent("region", text(scope.region()));
                }
                default -> {
                    // the others are looked up by properties that Cartography writes, too
                }
            }
        }
    }

    private static String arn(Map<String, String> properties, Scope scope) {
        String region = properties.getOrDefault("region", text(scope.region()));
        String name = properties.getOrDefault("name", text(""));
        return "arn:aws:elasticloadbalancing:" + bare(region) + ":" + scope.account() + ":loadbalancer/" + bare(name);
    }

    private static String bare(String text) {
        return text.substring(1, text.length() - 1);
    }

    private static String text(String value) {
        return ValueText.text(TextNode.valueOf(value));
    }
}
