package io.cartostream.sample;

/** What the instances of one reservation have in common. */
record InstanceKind(
        String team, String tier, String environment, String type, String image, NetworkSample.Place place) {}
