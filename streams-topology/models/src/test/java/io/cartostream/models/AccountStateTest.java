package io.cartostream.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.contract.Scope;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.PayloadException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The place of an organization's account: an account without a state keeps it, a state other than ACTIVE ends it. */
final class AccountStateTest {

    private static final Scope SCOPE = new Scope("aws", "111122223333", Scope.GLOBAL, "organizations.accounts");
    private static final ModelSet MODELS = load();

    private static ModelSet load() {
        try {
            return ModelSet.load(null, true);
        } catch (ModelException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> factsOf(String state) throws PayloadException {
        String account = "{\"Id\":\"444455556666\",\"Name\":\"dev\"" + state + "}";
        String payload = "{\"Accounts\":[" + account + "],\"_parent\":{\"ParentId\":\"r-ab12\","
                + "\"Arn\":\"arn:aws:organizations::111122223333:root/o-ab12/r-ab12\"}}";
        return MODELS.factsOf(SCOPE, "r-ab12", payload).stream()
                .map(Fact::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"State\":\"ACTIVE\"", ",\"Status\":\"ACTIVE\"", ",\"State\":\"ACTIVE\",\"Status\":null"})
    void shouldKeepThePlaceOfAnAccountThatMayBeActive(String state) throws PayloadException {
        assertThat(factsOf(state))
                .anyMatch(fact -> fact.contains("PARENT"))
                .anyMatch(fact -> fact.contains("AWSRootPrincipal"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"State\":\"SUSPENDED\"",
                ",\"Status\":\"SUSPENDED\"",
                ",\"State\":\"PENDING_CLOSURE\",\"Status\":\"ACTIVE\"",
                ",\"State\":\"CLOSED\""
            })
    void shouldEndThePlaceOfAnAccountThatIsNotActive(String state) throws PayloadException {
        assertThat(factsOf(state))
                .noneMatch(fact -> fact.contains("PARENT"))
                .noneMatch(fact -> fact.contains("AWSRootPrincipal"));
    }

    @Test
    void shouldNotInventAStateForAnAccount() throws PayloadException {
        assertThat(factsOf("")).anyMatch(fact -> fact.contains("name") && fact.contains("dev"));
        assertThat(factsOf("")).anyMatch(fact -> fact.contains(" state=null,"));
    }
}
