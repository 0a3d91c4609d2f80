package io.cartostream.sample;

import java.util.List;

/** The accounts, regions, projects and teams of the fictitious company. */
final class SampleEstate {

    /** Owns the shared network of each region, and has instances, too. */
    static final String NETWORK = "111122223333";
    /** Lives partly in the shared network. Its main VPC is peered with that of {@link #ANALYTICS}. */
    static final String SHOP = "444455556666";
    /** Lives partly in the shared network. */
    static final String ANALYTICS = "123456789012";

    static final List<String> ACCOUNTS = List.of(NETWORK, SHOP, ANALYTICS);
    static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");
    static final List<String> PROJECTS = List.of("acme-web-prod", "acme-data-prod");
    static final List<String> TEAMS = List.of("checkout", "search", "platform", "data");
    static final List<String> ENVIRONMENTS = List.of("prod", "prod", "staging", "dev");

    static final int INSTANCES_PER_CELL = 80;
    static final int BUCKETS_PER_PROJECT = 90;

    private SampleEstate() {}

    /** The second octet of an account's main network in a region: no two overlap, so they can be peered. */
    static int octet(String account, String region) {
        return 16 + 16 * ACCOUNTS.indexOf(account) + REGIONS.indexOf(region);
    }

    /** The second octet of the shared network of a region. */
    static int sharedOctet(String region) {
        return 100 + REGIONS.indexOf(region);
    }

    /** Ids that two accounts share are drawn from what both know. */
    static String agreedId(long seed, String prefix, String what) {
        return new SeededRandom(seed, "agreed/" + what).id(prefix);
    }

    static String sharedVpc(long seed, String region) {
        return agreedId(seed, "vpc", "shared/" + region);
    }

    static String sharedSubnet(long seed, String region, int zone) {
        return agreedId(seed, "subnet", "shared/" + region + "/" + zone);
    }

    static String mainVpc(long seed, String account, String region) {
        return agreedId(seed, "vpc", "main/" + account + "/" + region);
    }

    static String peering(long seed, String region) {
        return agreedId(seed, "pcx", "peering/" + region);
    }

    /** A security group of an account's main VPC. */
    static String group(long seed, String account, String region, String name) {
        return agreedId(seed, "sg", "group/" + account + "/" + region + "/" + name);
    }

    static String zone(String region, int index) {
        return region + (char) ('a' + index % 3);
    }

    static String zoneId(String region, int index) {
        return (region.startsWith("eu") ? "euw1-az" : "use1-az") + (index % 3 + 1);
    }
}
