package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelSetTest {

    @Test
    void shouldLoadBuiltInModelsStrictly() throws Exception {
        ModelSet models = ModelSet.load(null, true);
        assertThat(models.problems()).isEmpty();
        assertThat(models.epoch()).isEqualTo(ModelSet.load(null, true).epoch());
        List<Fact> facts = models.factsOf(
                new Scope("aws", "123456789012", "eu-west-1", "ec2.vpc"),
                "vpc-1",
                "{'VpcId':'vpc-1','CidrBlock':'10.0.0.0/16','CidrBlockAssociationSet':[{'CidrBlock':'10.0.0.0/16'}]}"
                        .replace('\'', '"'));
        assertThat(facts).hasSize(4);
    }
}
