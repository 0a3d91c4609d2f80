package io.cartostream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code map names classes that exist in the modules that it names. */
class CodeMapTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("_docs/code-map.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]+\\| `([^`]+)` \\|([^|]+)\\|$");
    private static final Pattern CLASS = Pattern.compile("`([^`]+)`");

    @Test
    void shouldNameClassesThatExist() throws IOException {
        Set<String> missing = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        int rows = 0;
        while (row.find()) {
            rows++;
            Set<String> existing = classesOf(row.group(1));
            CLASS.matcher(row.group(2))
                    .results()
                    .map(result -> result.group(1))
                    .filter(name -> !existing.contains(name))
                    .forEach(missing::add);
        }

        assertThat(rows).as("rows of %s", PAGE).isGreaterThan(20);
        assertThat(missing)
                .as("classes that are not in the module of their row")
                .isEmpty();
    }

    private static Set<String> classesOf(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
            return names;
        }
    }
}
