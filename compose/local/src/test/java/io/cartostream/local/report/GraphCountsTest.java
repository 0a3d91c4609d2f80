package io.cartostream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphCountsTest {

    @Test
    void shouldPrintTwoColumns() {
        Map<String, Long> nodes = new LinkedHashMap<>();
        nodes.put("AWSEC2Instance", 1_636L);
        nodes.put("AWSVpc", 18L);
        GraphCounts counts = new GraphCounts(nodes, Map.of("RESOURCE", 2_500L));
        assertThat(counts.lines())
                .containsExactly(
                        "nodes                    relationships",
                        "AWSEC2Instance  1,636    RESOURCE       2,500",
                        "AWSVpc             18    in all         2,500",
                        "in all          1,654");
    }

    @Test
    void shouldAskInCartographysWords() {
        assertThat(CypherQuestion.ALL).hasSize(3);
        assertThat(CypherQuestion.ALL)
                .allSatisfy(question -> assertThat(question.statement()).contains("MATCH"));
    }
}
