package io.cartostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey.Node;
import io.cartostream.contract.EntityKey.Relationship;
import io.cartostream.contract.Scope;
import io.cartostream.models.fact.AssertionRole;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.FactAssertion;
import io.cartostream.models.fact.FactSource;
import io.cartostream.models.fact.LookupKey;
import io.cartostream.models.fact.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an EC2 instance of 30 properties with 8 relationships takes in all stores: at most 6 KB. */
final class StoreSizeTest {
    private static final int INSTANCES = 500;
    private static final int BUDGET_BYTES = 6 * 1024;

    @Test
    void shouldStayUnderSixKilobytesPerInstance() {
        EngineSimulator engine = new EngineSimulator(1, models(), EngineConfig.defaults(), true);
        EventScript events = new EventScript(new Scope("aws", "123456789012", "eu-west-1", "ec2.instance"));
        EventScript.Sync sync = events.sync("2026-03-01T10:11:12Z-0001", 0);
        for (int i = 0; i < INSTANCES; i++) {
            sync.lists(0, String.format(Locale.ROOT, "i-%017x", i * 7919L));
        }
        sync.completes(1);
        events.all.forEach(engine::append);
        engine.rest();
        engine.storeBytes()
                .forEach((name, bytes) ->
                        System.out.printf(Locale.ROOT, "%-14s %5d bytes per instance%n", name, bytes / INSTANCES));
        long raw =
                engine.storeBytes().values().stream().mapToLong(Long::longValue).sum() / INSTANCES;
        System.out.printf(Locale.ROOT, "all stores     %5d bytes per instance, uncompressed%n", raw);
        assertThat(raw).isLessThan(BUDGET_BYTES);
    }

    static FactSource models() {
        return new Instances();
    }

    /** Facts of the size and number that Cartography's EC2 instance has. */
    private static final class Instances implements FactSource {
        private static final String[] TYPES = {
            "PART_OF_SUBNET",
            "STS_ASSUMEROLE_ALLOW",
            "NETWORK_INTERFACE",
            "NETWORK_INTERFACE",
            "MEMBER_OF_EC2_SECURITY_GROUP",
            "MEMBER_OF_EC2_SECURITY_GROUP"
        };

        @Override
        public List<Fact> factsOf(Scope scope, String id, String payload) {
            Node instance = new Node("EC2Instance", id);
            List<Fact> facts = new ArrayList<>();
            SortedMap<String, @Nullable PropertyValue> properties = new TreeMap<>();
            for (int i = 0; i < 28; i++) {
                properties.put("propertyname" + i, i % 4 == 0 ? null : new PropertyValue.Text("value-of-it-" + i));
            }
            properties.put("id", new PropertyValue.Text(id));
            properties.put("launchtime", new PropertyValue.Whole(1_700_000_000));
            facts.add(new Fact.NodeFact(instance, assertion("ec2.instance#EC2Instance", properties)));
            for (int i = 0; i < TYPES.length; i++) {
                Node end = new Node("EC2Related" + i, "sg-0123456789abcde" + i);
                facts.add(new Fact.RelationshipFact(
                        new Relationship(TYPES[i], instance, end),
                        assertion("ec2.instance#" + TYPES[i] + i, new TreeMap<>())));
            }
            facts.add(new Fact.RelationshipFact(
                    new Relationship("RESOURCE", new Node("AWSAccount", scope.account()), instance),
                    assertion("ec2.instance#RESOURCE", new TreeMap<>())));
            facts.add(new Fact.LookupFact(
                    "INSTANCE_PROFILE",
                    instance,
                    true,
                    new LookupKey(
                            "AWSInstanceProfile",
                            "arn",
                            new PropertyValue.Text("arn:aws:iam::123456789012:instance-profile/some-profile")),
                    assertion("ec2.instance#INSTANCE_PROFILE", new TreeMap<>())));
            return facts;
        }

        @Override
        public List<Fact> factsOf(Scope scope) {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact.NodeFact(
                    new Node("AWSAccount", scope.account()), assertion("scope#AWSAccount", new TreeMap<>())));
            for (int i = 0; i < TYPES.length; i++) {
                facts.add(new Fact.NodeFact(
                        new Node("EC2Related" + i, "sg-0123456789abcde" + i),
                        assertion("scope#EC2Related" + i, new TreeMap<>())));
            }
            SortedMap<String, @Nullable PropertyValue> arn = new TreeMap<>();
            arn.put("arn", new PropertyValue.Text("arn:aws:iam::123456789012:instance-profile/some-profile"));
            facts.add(
                    new Fact.NodeFact(new Node("AWSInstanceProfile", "p"), assertion("scope#AWSInstanceProfile", arn)));
            return facts;
        }

        @Override
        public Set<Lookup> lookups() {
            return Set.of(new Lookup("AWSInstanceProfile", "arn"));
        }

        @Override
        public SyncRecord syncRecordOf(Scope scope) {
            return new SyncRecord("AWSAccount", scope.account(), "EC2Instance");
        }

        @Override
        public String epoch() {
            return "1";
        }

        private static FactAssertion assertion(String shape, SortedMap<String, @Nullable PropertyValue> properties) {
            return new FactAssertion(shape, AssertionRole.OWNER, true, new TreeSet<>(), properties);
        }
    }
}
