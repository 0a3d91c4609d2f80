package io.cartostream.models.docs;

import io.cartostream.models.ModelSet;
import org.junit.jupiter.api.Test;

final class GraphModelPagesTest {

    @Test
    void shouldMatchTheModels() throws Exception {
        GeneratedPage.checkFolder("graph-model", GraphModelPages.of(ModelSet.load(null, true)));
    }
}
