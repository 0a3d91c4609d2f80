package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every relative link of every Markdown page leads to a file, and to a heading if it names one; pages to read stay short; the
 * module map is complete.
 */
class DocumentationLinksTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int LONGEST_PAGE = 1_300;
    /** Built or kept by programs, or parts of generated pages, whose links are relative to the generated page. */
    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", "state", "src", "node_modules");

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ABSOLUTE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    private static final Pattern MODULE = Pattern.compile("<module>([^/<]+)/([^<]+)</module>");

    private static final Map<Path, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void readPages() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = SKIPPED_FOLDERS.contains(name) || name.startsWith(".");
                return skipped && !folder.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().endsWith(".md")) {
                    PAGES.put(file, Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void shouldFindThePages() {
        assertThat(PAGES).containsKeys(ROOT.resolve("README.md"), ROOT.resolve("_docs/guide/README.md"));
    }

    @Test
    void shouldLeadEveryLinkToAFileOrHeading() {
        Set<String> dead = new TreeSet<>();
        PAGES.forEach((page, text) -> links(text).forEach(link -> {
            String problem = problem(page, link);
            if (!problem.isEmpty()) {
                dead.add("%s: %s: %s".formatted(ROOT.relativize(page), link, problem));
            }
        }));
        assertThat(dead).as("dead links").isEmpty();
    }

    @Test
    void shouldKeepPagesToReadShort() {
        Map<String, Integer> tooLong = new TreeMap<>();
        PAGES.forEach((page, text) -> {
            int words = text.strip().split("\\s+").length;
            if (isToRead(ROOT.relativize(page)) && words > LONGEST_PAGE) {
                tooLong.put(ROOT.relativize(page).toString(), words);
            }
        });
        assertThat(tooLong).as("words of pages; split the page by task").isEmpty();
    }

    @Test
    void shouldListEveryModule() throws IOException {
        Set<String> missing = new TreeSet<>();
        MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results().forEach(module -> {
            require(missing, "_docs/architecture.md", module.group(1) + "/" + module.group(2));
            require(missing, module.group(1) + "/README.md", module.group(2));
        });
        assertThat(missing).as("modules of pom.xml that a page does not name").isEmpty();
    }

    private static void require(Set<String> missing, String page, String module) {
        if (!PAGES.getOrDefault(ROOT.resolve(page), "").contains("`" + module + "`")) {
            missing.add(page + ": `" + module + "`");
        }
    }

    private static boolean isToRead(Path page) {
        boolean readme = page.getFileName().toString().equals("README.md") && !page.startsWith("_docs/reference");
        return readme || page.startsWith("_docs/guide");
    }

    private static List<String> links(String text) {
        String prose =
                CODE_SPAN.matcher(CODE_BLOCK.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !ABSOLUTE.matcher(link).matches())
                .toList();
    }

    private static String problem(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty()
                ? page
                : page.resolveSibling(file).toAbsolutePath().normalize();
        if (!Files.exists(target)) {
            return "no such file";
        }
        if (hash < 0) {
            return "";
        }
        String text = PAGES.get(target);
        boolean found = text != null && anchors(text).contains(link.substring(hash + 1));
        return found ? "" : "no such heading";
    }

    /** The anchors that GitHub gives to the headings. */
    private static Set<String> anchors(String text) {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(CODE_BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(DocumentationLinksTest::slug)
                .map(slug -> {
                    int earlier = seen.merge(slug, 1, Integer::sum) - 1;
                    return earlier == 0 ? slug : slug + "-" + earlier;
                })
                .collect(Collectors.toSet());
    }

    private static String slug(MatchResult heading) {
        return heading.group(1)
                .strip()
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
