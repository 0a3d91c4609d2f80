package io.cartostream.patterns.file;

/** Describes an offset in a text for people. */
public final class TextPosition {
    private TextPosition() {}

    /** Returns {@code "column 7"}, or {@code "line 2, column 7"} for a text of several lines. Both count from 1. */
    public static String describe(String text, int offset) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return text.stripTrailing().contains("\n") ? "line " + line + ", column " + column : "column " + column;
    }
}
