package io.cartostream.patterns.check;

import io.cartostream.models.source.ModelProblems;
import io.cartostream.patterns.file.TextPosition;
import io.cartostream.patterns.language.PatternDefinition.SourceText;

/**
 * Reports errors in one text of a pattern.
 *
 * @param name the key of the text
 * @param source the text and its line
 * @param problems receives the errors
 */
record TextReport(String name, SourceText source, ModelProblems problems) {

    void add(int at, String reason) {
        problems.add(source.at(), "'" + name + "', " + TextPosition.describe(source.text(), at) + ": " + reason);
    }
}
