package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** Feeds the raw input of Cartography's own cases to the models and compares the graph. */
final class CartographyCasesTest {
    private static final Logger LOG = LoggerFactory.getLogger(CartographyCasesTest.class);

    @Test
    void shouldMakeTheGraphOfEveryCaseButForKnownDepartures() throws Exception {
        Optional<Path> folder = CartographyData.folder();
        assumeTrue(folder.isPresent(), "Cartography's cases are not at hand (CARTOGRAPHY_DATA): not compared");
        ModelSet models = ModelSet.load(null, true);
        List<String> unexplained = new ArrayList<>();
        Set<String> unused = new TreeSet<>(Departures.read().keySet());
        int exact = 0;
        List<CaseStep> steps = CaseStep.all(folder.get());
        for (CaseStep step : steps) {
            List<String> differences = step.differences(models);
            exact += differences.isEmpty() ? 1 : 0;
            for (String difference : differences) {
                Optional<String> known = Departures.of(difference);
                known.ifPresent(unused::remove);
                if (known.isEmpty()) {
                    unexplained.add(step.id() + ": " + difference);
                }
            }
        }
        LOG.info("{} of {} case steps match exactly, the others but for known departures", exact, steps.size());
        assertThat(unexplained).isEmpty();
        assertThat(unused).as("departures that no case shows any more").isEmpty();
        assertThat(steps).hasSizeGreaterThan(20);
    }
}
