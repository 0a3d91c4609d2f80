package io.cartostream.patterns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.EntityKey;
import io.cartostream.models.fact.PropertyValue;
import io.cartostream.patterns.graph.PatternNode;
import io.cartostream.patterns.plan.PatternPlan;
import io.cartostream.patterns.plan.PlanCompiler;
import io.cartostream.patterns.stage.AnchorInputs;
import io.cartostream.patterns.stage.PatternMessage;
import io.cartostream.patterns.stage.PatternMessage.AnchorRecheck;
import io.cartostream.patterns.stage.PatternMessage.NodeUpserted;
import io.cartostream.patterns.stage.PatternMessage.SupporterRows;
import io.cartostream.patterns.stage.PatternOutput;
import io.cartostream.patterns.stage.PatternStage;
import io.cartostream.patterns.stage.PlanIndex;
import io.cartostream.patterns.stage.RelationshipRouter;
import io.cartostream.patterns.stage.StageLimits;
import io.cartostream.patterns.value.AnchorResult;
import io.cartostream.patterns.value.EvaluatedValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatternStageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final int HUB = 200_000;

    private final Deque<PatternMessage> messages = new ArrayDeque<>();
    private final List<@Nullable AnchorResult> results = new ArrayList<>();
    private final SortedSet<String> unread = new TreeSet<>();

    @Test
    void shouldSendTheRowsOfAHubInSlices() {
        Rig rig = new Rig("""
                pattern: inscope
                anchor: AWSEC2Instance
                let:
                  collected: exists <-[:RESOURCE]-(AWSAccount where inscope)
                fails when: not collected
                """, new StageLimits(1_000, 1_000));
        EntityKey.Node account = new EntityKey.Node("AWSAccount", "1");
        for (int i = 0; i < HUB; i++) {
            rig.relate("RESOURCE", account, new EntityKey.Node("AWSEC2Instance", "i-" + i));
        }
        assertThat(messages).isEmpty();

        int most = 0;
        int sent = 0;
        rig.stage.process(new NodeUpserted(node(account, Map.of("inscope", new PropertyValue.Flag(true)))), NOW);
        while (rig.stage.hasWork() || !messages.isEmpty()) {
            most = Math.max(most, messages.size());
            sent += messages.size();
            messages.clear();
            rig.stage.work();
        }

        assertThat(most).isEqualTo(1_000);
        assertThat(sent).isEqualTo(HUB);
    }

    @Test
    void shouldKeepNothingAtAFoldedFarEnd() {
        Rig rig = new Rig("""
                pattern: open
                anchor: AWSIpPermissionInbound
                let:
                  open: exists <-[:MEMBER_OF_IP_RULE]-(AWSIpRange where id = "0.0.0.0/0")
                fails when: open
                """, StageLimits.DEFAULTS);
        EntityKey.Node rule = new EntityKey.Node("AWSIpPermissionInbound", "r");
        EntityKey.Node everywhere = new EntityKey.Node("AWSIpRange", "0.0.0.0/0");
        rig.stage.process(new NodeUpserted(node(rule, Map.of())), NOW);
        rig.stage.process(new NodeUpserted(node(everywhere, Map.of())), NOW);
        int before = rig.store.size();
        rig.relate("MEMBER_OF_IP_RULE", everywhere, rule);
        rig.relate("MEMBER_OF_IP_RULE", new EntityKey.Node("AWSIpRange", "10.0.0.0/8"), rule);

        assertThat(last()).isEqualTo(EvaluatedValue.of(true));
        assertThat(messages).isEmpty();
        assertThat(rig.store.size()).as("one supporter and its count").isEqualTo(before + 2);
    }

    @Test
    void shouldFlipAResultWhenItIsDueAndNotBefore() {
        Rig rig = new Rig(
                "pattern: old\nanchor: AWSAccountAccessKey\nfails when: createdate_dt older than 90 days\n",
                StageLimits.DEFAULTS);
        EntityKey.Node key = new EntityKey.Node("AWSAccountAccessKey", "k");
        PropertyValue created = new PropertyValue.Moment(NOW.atZone(ZoneOffset.UTC));
        rig.stage.process(new NodeUpserted(node(key, Map.of("createdate_dt", created))), NOW);
        Instant due = NOW.plusSeconds(90 * 86_400L);

        assertThat(rig.stage.advance(due.minusNanos(1))).isZero();
        assertThat(last()).isEqualTo(EvaluatedValue.of(false));
        assertThat(rig.stage.advance(due)).isEqualTo(1);
        assertThat(last()).isEqualTo(EvaluatedValue.of(true));
        assertThat(rig.stage.advance(due.plusSeconds(86_400))).isZero();
    }

    @Test
    void shouldBeUnknownWithReasonsWhenTheInventoryWasNotRead() {
        Rig rig = new Rig("""
                pattern: no-mfa
                anchor: AWSUser
                let:
                  mfa: exists -[:MFA_DEVICE]->(AWSMfaDevice)
                fails when: not mfa
                """, StageLimits.DEFAULTS);
        EntityKey.Node user = new EntityKey.Node("AWSUser", "u");
        unread.add("iam.mfa-devices was never read: iam:ListMFADevices is missing");
        rig.stage.process(new NodeUpserted(node(user, Map.of())), NOW);

        assertThat(last().reasons()).containsExactly("iam.mfa-devices was never read: iam:ListMFADevices is missing");

        unread.clear();
        rig.stage.process(new AnchorRecheck(user), NOW);
        assertThat(last()).isEqualTo(EvaluatedValue.of(true));
    }

    @Test
    void shouldBeUnknownBeyondTheRowLimit() {
        Rig rig = new Rig("""
                pattern: names
                anchor: AWSRole
                let:
                  instances: set of instanceid via <-[:ASSOCIATED_WITH]-(AWSInstanceProfile)<-[:INSTANCE_PROFILE]-(AWSEC2Instance)
                fails when: "'i-1' in instances"
                """, new StageLimits(10, 3));
        EntityKey.Node role = new EntityKey.Node("AWSRole", "r");
        EntityKey.Node profile = new EntityKey.Node("AWSInstanceProfile", "p");
        rig.stage.process(new NodeUpserted(node(role, Map.of())), NOW);
        rig.stage.process(new NodeUpserted(node(profile, Map.of())), NOW);
        rig.relate("ASSOCIATED_WITH", profile, role);
        for (int i = 5; i < 10; i++) {
            EntityKey.Node instance = new EntityKey.Node("AWSEC2Instance", "i-" + i);
            rig.relate("INSTANCE_PROFILE", instance, profile);
            rig.stage.process(
                    new NodeUpserted(node(instance, Map.of("instanceid", new PropertyValue.Text(instance.id())))), NOW);
        }
        rig.drain();

        assertThat(last().reasons()).containsExactly("instances has more than 3 rows");
    }

    private EvaluatedValue last() {
        AnchorResult result = results.get(results.size() - 1);
        return requireNonNull(requireNonNull(result).values().get("fails when"));
    }

    private static PatternNode node(EntityKey.Node key, Map<String, PropertyValue> properties) {
        return PatternNode.of(key, List.of(key.label()), properties);
    }

    /** One partition with one pattern. */
    private final class Rig {
        final MemoryPatternStore store = new MemoryPatternStore();
        final PatternStage stage;
        private final RelationshipRouter router;

        Rig(String pattern, StageLimits limits) {
            List<PatternPlan> plans = PlanCompiler.compile(List.of(SampleRules.of(pattern)), SampleSchema.schema());
            PlanIndex index = new PlanIndex(plans);
            router = new RelationshipRouter(index);
            stage = new PatternStage(index, store, inputs(), output(), limits);
        }

        private AnchorInputs inputs() {
            return new AnchorInputs() {
                @Override
                public SortedSet<String> unread(PatternPlan plan, EntityKey.Node anchor, String name) {
                    return unread;
                }
            };
        }

        private PatternOutput output() {
            return new PatternOutput() {
                @Override
                public void send(SupporterRows message) {
                    messages.add(message);
                }

                @Override
                public void result(String name, EntityKey.Node anchor, @Nullable AnchorResult result) {
                    results.add(result);
                }
            };
        }

        void relate(String type, EntityKey.Node from, EntityKey.Node to) {
            router.route(new EntityKey.Relationship(type, from, to), Map.of())
                    .forEach(message -> stage.process(message, NOW));
        }

        void drain() {
            while (!messages.isEmpty()) {
                stage.process(messages.remove(), NOW);
            }
        }
    }
}
