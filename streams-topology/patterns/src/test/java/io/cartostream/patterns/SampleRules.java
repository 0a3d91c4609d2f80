package io.cartostream.patterns;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.file.PatternReader;
import io.cartostream.patterns.language.PatternDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The patterns of forty rules, as a user writes them. */
final class SampleRules {
    private static final Path FOLDER = Path.of("src/test/resources/rules");

    private SampleRules() {}

    /** All patterns; their errors go to the problems. */
    static List<PatternDefinition> all(ModelProblems problems) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<PatternDefinition> patterns = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                PatternDefinition pattern =
                        PatternReader.file(file.getFileName().toString(), Files.readString(file), problems);
                if (pattern != null) {
                    patterns.add(pattern);
                }
            }
            return patterns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pattern of a file that must be sound. */
    static PatternDefinition of(String text) {
        ModelProblems problems = new ModelProblems();
        PatternDefinition pattern = PatternReader.file("test.yaml", text, problems);
        if (pattern == null) {
            throw new IllegalArgumentException(problems.all().toString());
        }
        return pattern;
    }
}
