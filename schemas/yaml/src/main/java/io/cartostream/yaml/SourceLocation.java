package io.cartostream.yaml;

/**
 * The place of a value in a YAML file; as text {@code file:line}.
 *
 * @param file the file, by the name that the user knows
 * @param line from 1; 0 if only the file is known
 */
public record SourceLocation(String file, int line) {
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
