package io.cartostream.models.docs;

import io.cartostream.models.ModelSet;
import org.junit.jupiter.api.Test;

final class GraphModelPageTest {

    @Test
    void shouldBeInStepWithTheModels() throws Exception {
        GeneratedPage.check("graph-model.md", GraphModelPage.of(ModelSet.load(null, true)));
    }
}
