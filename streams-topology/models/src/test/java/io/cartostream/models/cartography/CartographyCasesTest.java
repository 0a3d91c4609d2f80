package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.ModelSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models turn the raw input of Cartography's cases into the graph that Cartography expects, except for known departures. */
final class CartographyCasesTest {
    private static final Logger LOG = LoggerFactory.getLogger(CartographyCasesTest.class);

    @Test
    void shouldYieldTheGraphOfEveryCaseExceptForKnownDepartures() throws Exception {
        Path folder = CartographyData.folder();
        ModelSet models = ModelSet.load(null, true);
        List<String> unexplained = new ArrayList<>();
        Set<String> unused = new TreeSet<>(KnownDepartures.read().keySet());
        int exact = 0;
        List<CaseStep> steps = CaseStep.all(folder);
        for (CaseStep step : steps) {
            List<String> differences = step.differences(models);
            exact += differences.isEmpty() ? 1 : 0;
            for (String difference : differences) {
                Optional<String> known = KnownDepartures.of(difference);
                known.ifPresent(unused::remove);
                if (known.isEmpty()) {
                    unexplained.add(step.id() + ": " + difference);
                }
            }
        }
        LOG.info("{} of {} case steps match exactly, the others except for known departures", exact, steps.size());
        assertThat(unexplained).isEmpty();
        assertThat(unused).as("departures that no case shows").isEmpty();
        assertThat(steps).hasSizeGreaterThan(20);
    }
}
