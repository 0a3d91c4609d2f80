package io.cartostream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps help to a width, between words only: an option, a path or a URL is never broken, even if it is wider. A line that begins with
 * two blanks is an example and stays as it is, so that it can be copied.
 */
final class HelpText {

    private static final String EXAMPLE = "  ";
    /** A command in backticks is kept together; other words end at a blank. */
    private static final Pattern WORD = Pattern.compile("\\S*`[^`]{1,32}`\\S*|\\S+");

    private HelpText() {}

    /** The lines of the paragraphs, each with a line break at its end. */
    static String paragraphs(String[] paragraphs, int width) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : paragraphs) {
            for (String line : lines(paragraph, width)) {
                text.append(line).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** The lines of one paragraph; one empty line if it is empty. */
    static List<String> lines(String paragraph, int width) {
        if (paragraph.startsWith(EXAMPLE) || paragraph.isBlank()) {
            return List.of(paragraph);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        Matcher words = WORD.matcher(paragraph);
        while (words.find()) {
            String word = words.group();
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * A row of two columns. If the name is wider than its column, its meaning begins on the next line.
     *
     * @param name the text of the first column, without styles
     * @param styled the same text as it is printed
     * @param column the width of the first column, blanks included
     */
    static String row(String name, String styled, List<String> meaning, int column, int width) {
        List<String> lines = new ArrayList<>();
        meaning.forEach(paragraph -> lines.addAll(lines(paragraph, width - column)));
        StringBuilder text = new StringBuilder(styled);
        String indent = " ".repeat(column);
        boolean first = name.length() < column;
        text.append(first ? " ".repeat(column - name.length()) : System.lineSeparator());
        for (String line : lines) {
            text.append(first ? "" : indent).append(line).append(System.lineSeparator());
            first = false;
        }
        return lines.isEmpty() ? styled + System.lineSeparator() : text.toString();
    }
}
