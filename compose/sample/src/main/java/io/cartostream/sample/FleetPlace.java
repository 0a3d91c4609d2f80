package io.cartostream.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One account in one region, as the parts of a fleet see it. All parts draw from one source of randomness, so their order is part of the
 * sample's bytes.
 */
record FleetPlace(
        long seed, String account, String region, NetworkSample network, InstanceSample machines, SeededRandom random) {

    /** The running instances with this instance profile. */
    List<JsonNode> machinesOf(String name) {
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

    List<String> openSubnets() {
        return network.places.stream()
                .filter(NetworkSample.Place::open)
                .map(NetworkSample.Place::subnet)
                .toList();
    }

    String mainVpc() {
        return SampleEstate.mainVpc(seed, account, region);
    }

    String group(String name) {
        return SampleEstate.group(seed, account, region, name);
    }
}
