package io.cartostream.testkit.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MutantListTest {
    private static final String LIST = """
            # a comment
            sources src
            suite OneTest OtherTest

            mutant keep-all
            nothing is removed
            OneTest#shouldRemove
            a/Kept.java
            ---
                if (kept) {
            ===

            +++
            """;

    private final Path root;

    MutantListTest(@TempDir Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("area/part/mutants"));
        Files.createDirectories(root.resolve("area/part/src/a"));
    }

    @Test
    void shouldReadTheEntriesOfAModule() throws IOException {
        MutantList list = read(LIST);
        assertThat(list.sources()).isEqualTo(root.resolve("area/part/src"));
        assertThat(list.suite()).containsExactly("OneTest", "OtherTest");
        assertThat(list.mutants())
                .containsExactly(new SourceMutant(
                        "keep-all",
                        "nothing is removed",
                        "OneTest#shouldRemove",
                        "a/Kept.java",
                        "    if (kept) {",
                        ""));
    }

    @Test
    void shouldNameAnIncompleteEntry() {
        assertThatThrownBy(() -> read(LIST.replace("===\n", "")))
                .hasMessage("the entry of the mutant 'keep-all' is incomplete");
    }

    @Test
    void shouldReplaceATextThatOccursOnce() throws IOException {
        assertThat(mutated("x\n    if (kept) {\ny")).isEqualTo("x\n\ny");
    }

    @Test
    void shouldRefuseATextThatDoesNotOccurOnce() {
        assertThatThrownBy(() -> mutated("x")).hasMessageContaining("'keep-all' does not occur exactly once");
        assertThatThrownBy(() -> mutated("    if (kept) {    if (kept) {")).hasMessageContaining("exactly once");
    }

    @Test
    void shouldFindTheSectionOfAModuleOnThePage() throws IOException {
        String section = MutantPage.section(read(LIST));
        assertThat(section).contains("| `keep-all` | nothing is removed | `OneTest#shouldRemove` |");
        assertThat(MutantPage.section("before\n" + section + "\nafter", "area/part"))
                .isEqualTo(section);
        assertThat(MutantPage.section("before", "area/part")).isEmpty();
    }

    private MutantList read(String text) throws IOException {
        Files.writeString(root.resolve("area/part/mutants/mutants.txt"), text);
        return MutantList.read(root, "area/part");
    }

    private String mutated(String source) throws IOException {
        MutantList list = read(LIST);
        Files.writeString(list.sources().resolve("a/Kept.java"), source);
        List<SourceMutant> mutants = list.mutants();
        return mutants.get(0).applyTo(list.sources());
    }
}
