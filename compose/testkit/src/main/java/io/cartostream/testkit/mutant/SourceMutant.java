package io.cartostream.testkit.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A deliberate fault: one text of one source file is replaced by another.
 *
 * @param name short, in lower case with hyphens; unique within its list
 * @param breaks the wrong behaviour, in one line
 * @param killer the test that fails: {@code Class}, or {@code Class#method}, with the simple name of the class
 * @param file path of the file, relative to the sources of its list
 * @param find the text, which occurs exactly once in the file
 * @param replace what replaces it
 */
record SourceMutant(String name, String breaks, String killer, String file, String find, String replace) {

    /** Returns the source with the fault. Fails if the text does not occur exactly once. */
    String applyTo(Path sources) throws IOException {
        Path path = sources.resolve(file);
        String source = Files.readString(path);
        int at = source.indexOf(find);
        if (at < 0 || source.indexOf(find, at + 1) >= 0) {
            throw new IllegalStateException("the text of '" + name + "' does not occur exactly once in " + path);
        }
        return source.replace(find, replace);
    }
}
