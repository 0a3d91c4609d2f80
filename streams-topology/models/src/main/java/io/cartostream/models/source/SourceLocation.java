package io.cartostream.models.source;

/**
 * Where something stands in a model file.
 *
 * @param file the file as the user knows it
 * @param line from 1; 0 where only the file is known
 */
public record SourceLocation(String file, int line) {
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
