package io.cartostream.models.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page under {@code _docs} that must be what its generator writes. */
public final class GeneratedPage {
    private static final Path DOCS = Path.of("../../_docs");

    private GeneratedPage() {}

    /** Compares the page with the text, or writes it if {@code -Ddocs.rewrite=true}. */
    public static void check(String page, String text) throws IOException {
        Path file = DOCS.resolve(page);
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("_docs/" + page + " is out of date: run the test with -Ddocs.rewrite=true and commit the page")
                .isEqualTo(text);
    }
}
