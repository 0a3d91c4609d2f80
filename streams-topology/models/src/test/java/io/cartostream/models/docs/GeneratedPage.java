package io.cartostream.models.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A page under {@code _docs/reference} that must be what its generator writes. */
public final class GeneratedPage {
    private static final Path DOCS = Path.of("../../_docs/reference");

    private GeneratedPage() {}

    /** Compares the page with the text, or writes it if {@code -Ddocs.rewrite=true}. */
    public static void check(String page, String text) throws IOException {
        Path file = DOCS.resolve(page);
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("_docs/reference/" + page
                        + " is out of date: run the test with -Ddocs.rewrite=true and commit the page")
                .isEqualTo(text);
    }

    /** The same for all pages of a folder: it holds these and no others. */
    public static void checkFolder(String folder, SortedMap<String, String> pages) throws IOException {
        Path dir = DOCS.resolve(folder);
        boolean rewrite = Boolean.getBoolean("docs.rewrite");
        Files.createDirectories(dir);
        for (String stale : files(dir)) {
            if (rewrite && !pages.containsKey(stale)) {
                Files.delete(dir.resolve(stale));
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            if (rewrite || Files.exists(dir.resolve(page.getKey()))) {
                check(folder + "/" + page.getKey(), page.getValue());
            }
        }
        assertThat(files(dir))
                .as("the pages of _docs/reference/" + folder
                        + ": run the test with -Ddocs.rewrite=true and commit them")
                .containsExactlyElementsOf(pages.keySet());
    }

    private static List<String> files(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
