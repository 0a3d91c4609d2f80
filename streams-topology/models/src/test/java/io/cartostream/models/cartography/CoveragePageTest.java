package io.cartostream.models.cartography;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.models.ModelSet;
import io.cartostream.models.docs.GeneratedPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoveragePageTest {

    @Test
    void shouldMatchTheModelsAndExplainEachGap() throws Exception {
        Path folder = CartographyData.folder();
        List<String> unexplained = new ArrayList<>();
        String page = CoveragePage.of(ModelSet.load(null, true), folder, unexplained);
        assertThat(unexplained).isEmpty();
        GeneratedPage.check("coverage.md", page);
    }
}
