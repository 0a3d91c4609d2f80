package io.cartostream.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.patterns.explain.PlanExplanation;
import io.cartostream.patterns.plan.PatternPlan;
import io.cartostream.patterns.plan.PlanCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanExplanationTest {

    @Test
    void shouldExplainAPlan() {
        PatternPlan plan = PlanCompiler.compile(List.of(SampleRules.of("""
                                        pattern: open-group
                                        anchor: AWSEC2SecurityGroup
                                        let:
                                          ports: >-
                                            set of rule.fromport, rule.toport via
                                            <-[:MEMBER_OF_EC2_SECURITY_GROUP]-(rule:AWSIpPermissionInbound where protocol = "tcp")
                                            <-[:MEMBER_OF_IP_RULE]-(AWSIpRange {id: "0.0.0.0/0"})
                                          exposed: count <-[:MEMBER_OF_EC2_SECURITY_GROUP]-(AWSEC2Instance where exposed_internet)
                                        fails when: name != "default" and any p in ports satisfies (p.fromport < 1024) and exposed > 0
                                        """)), SampleSchema.schema())
                .get(0);

        assertThat(PlanExplanation.explain(plan, 2)).isEqualTo("""
                        pattern open-group at each AWSEC2SecurityGroup
                          stratum 2
                          reads the derivations exposure
                          exposed: count
                            hop 1: AWSEC2Instance under a condition-[:MEMBER_OF_EC2_SECURITY_GROUP]->, towards AWSEC2SecurityGroup
                              AWSEC2Instance keeps its relationships of these types, and what it sent last
                            AWSEC2SecurityGroup keeps its supporters with their far ends, and how many there are
                          ports: set of fromport, toport
                            hop 2: AWSIpRange under a condition-[:MEMBER_OF_IP_RULE]->, towards AWSIpPermissionInbound
                              AWSIpRange keeps nothing: the relationship to 0.0.0.0/0 decides
                            hop 1: AWSIpPermissionInbound under a condition-[:MEMBER_OF_EC2_SECURITY_GROUP]->, towards AWSEC2SecurityGroup
                              AWSIpPermissionInbound keeps its supporters with their values, its relationships of these types, and what it sent last
                            AWSEC2SecurityGroup keeps its supporters with their rows, and each row's number of supporters
                          each anchor keeps its last result, and the time at which it changes by itself, if any
                          an unknown result can come from
                            exposed: aws/derived.exposure, aws/ec2.instance
                            name: aws/ec2.security-group
                            ports: aws/ec2.security-group
                        """);
    }
}
