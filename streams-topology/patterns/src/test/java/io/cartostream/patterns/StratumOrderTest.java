package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cartostream.models.source.ModelProblem;
import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.check.PatternReads;
import io.cartostream.patterns.check.ReadCollector;
import io.cartostream.patterns.check.StratumOrder;
import io.cartostream.patterns.language.PatternDefinition;
import io.cartostream.patterns.schema.SupplyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StratumOrderTest {
    private static final String ROLE_OF_EXPOSED = """
        pattern: bucket-access
        anchor: AWSRole
        let:
          exposed: exists <-[:ASSOCIATED_WITH]-(AWSInstanceProfile)<-[:INSTANCE_PROFILE]-(AWSEC2Instance where exposed_internet)
        holds when: exposed
        """;

    private final ModelProblems problems = new ModelProblems();

    @Test
    void shouldPutADerivationAboveThoseWhoseFactsItReads() {
        StratumOrder order = order(
                "pattern: exposure\nanchor: AWSEC2Instance\nholds when: publicipaddress is not null\n",
                ROLE_OF_EXPOSED);

        assertThat(problems.all()).isEmpty();
        assertThat(order.strata()).containsExactly(entry("bucket-access", 2), entry("exposure", 1));
    }

    @Test
    void shouldReportACycleWithItsMembers() {
        StratumOrder order = order("""
            pattern: exposure
            anchor: AWSEC2Instance
            let:
              reads: exists -[:INSTANCE_PROFILE]->(AWSInstanceProfile)-[:ASSOCIATED_WITH]->(AWSRole)-[:CAN_READ]->(AWSS3Bucket)
            holds when: reads
            """, ROLE_OF_EXPOSED);

        assertThat(order.strata()).isEmpty();
        assertThat(problems.all())
                .extracting(ModelProblem::toString)
                .containsExactly("test.yaml:1: derivations read each other's facts: bucket-access → exposure →"
                        + " bucket-access; let one of them read the graph as the models yield it");
    }

    @Test
    void shouldNameTheTypesThatSupplyWhatAPatternReads() {
        PatternReads reads = new ReadCollector(SampleSchema.schema()).readsOf(SampleRules.of(ROLE_OF_EXPOSED));

        assertThat(reads.byName()).containsOnlyKeys("exposed");
        assertThat(reads.all())
                .containsExactly(
                        new SupplyType("aws", "derived.exposure"),
                        new SupplyType("aws", "ec2.instance"),
                        new SupplyType("aws", "iam.instance-profile"));
    }

    private StratumOrder order(String... texts) {
        Map<String, PatternDefinition> derivations = new LinkedHashMap<>();
        for (String text : texts) {
            PatternDefinition pattern = SampleRules.of(text);
            derivations.put(pattern.name(), pattern);
        }
        ReadCollector collector = new ReadCollector(SampleSchema.schema());
        List<PatternReads> reads =
                derivations.values().stream().map(collector::readsOf).toList();
        return StratumOrder.of(derivations, reads, problems);
    }
}
