package io.cartostream.cli.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A plain text table: a header, columns as wide as needed, numbers aligned to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final int widest;
    private final Map<Integer, UnaryOperator<String>> painters = new HashMap<>();

    private TextTable(int widest, List<String> header) {
        this.widest = widest;
        this.header = List.copyOf(header);
    }

    /** A table with these columns. */
    public static TextTable of(String... header) {
        return new TextTable(Integer.MAX_VALUE, List.of(header));
    }

    /** A table with these columns that cuts longer cells with an ellipsis. */
    public static TextTable of(int widest, List<String> header) {
        return new TextTable(widest, header);
    }

    /** Adds a row; line breaks in cells become spaces. */
    public TextTable row(List<String> cells) {
        List<String> row = new ArrayList<>(cells.size());
        for (String cell : cells) {
            String line = cell.replaceAll("\\R", " ");
            row.add(line.codePointCount(0, line.length()) > widest ? cut(line) : line);
        }
        rows.add(row);
        return this;
    }

    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** Changes how the cells of a column look, the header excluded. The painter must not change the visible width. */
    void paint(int column, UnaryOperator<String> painter) {
        painters.put(column, painter);
    }

    public int size() {
        return rows.size();
    }

    private String cut(String line) {
        return line.substring(0, line.offsetByCodePoints(0, widest - 1)) + "…";
    }

    /** The lines, without trailing blanks. */
    public List<String> lines() {
        int columns = header.size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            widths[c] = width(header.get(c));
            numeric[c] = !rows.isEmpty();
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
                numeric[c] &= isNumber(row.get(c));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths, numeric, Map.of()));
        rows.forEach(row -> lines.add(line(row, widths, numeric, painters)));
        return lines;
    }

    private static String line(
            List<String> cells, int[] widths, boolean[] numeric, Map<Integer, UnaryOperator<String>> painters) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String blanks = " ".repeat(widths[c] - width(cells.get(c)));
            line.append(c == 0 ? "" : GAP)
                    .append(numeric[c] ? blanks : "")
                    .append(painters.getOrDefault(c, UnaryOperator.identity()).apply(cells.get(c)))
                    .append(numeric[c] ? "" : blanks);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isNumber(String text) {
        return text.isEmpty() || text.matches("-?[\\d,]+(\\.\\d+)?( ?(ms|s|%))?");
    }
}
