package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartostream.models.ModelSet;
import io.cartostream.models.docs.GeneratedPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CoveragePageTest {

    @Test
    void shouldBeInStepWithTheModelsAndExplainWhateverIsMissing() throws Exception {
        Optional<Path> folder = CartographyData.folder();
        assumeTrue(folder.isPresent(), "Cartography's schema is not at hand (CARTOGRAPHY_DATA): coverage not checked");
        List<String> unexplained = new ArrayList<>();
        String page = CoveragePage.of(ModelSet.load(null, true), folder.get(), unexplained);
        assertThat(unexplained).isEmpty();
        GeneratedPage.check("coverage.md", page);
    }
}
