package io.cartostream.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A list of results that prints itself in any {@link OutputFormat}. The columns are for people; JSON, YAML and CSV have the fields
 * of the JSON object of each result. For one thread.
 *
 * @param <R> a result
 */
public final class ResultList<R> {

    private static final int WIDEST = 70;

    private final Function<R, ObjectNode> json;
    private final List<Column<R>> columns = new ArrayList<>();

    private ResultList(Function<R, ObjectNode> json) {
        this.json = json;
    }

    private record Column<R>(String header, Function<R, String> value, boolean wideOnly, boolean state) {}

    /**
     * Where a list goes.
     *
     * @param out receives the lines
     * @param terminal true if people read it at once: long cells of a table are cut
     * @param colours true if states are coloured
     */
    public record Target(PrintWriter out, boolean terminal, boolean colours) {}

    /** A list without columns, whose results have these JSON objects. */
    public static <R> ResultList<R> of(Function<R, ObjectNode> json) {
        return new ResultList<>(json);
    }

    /** Adds a column. */
    public ResultList<R> column(String header, Function<R, String> value) {
        columns.add(new Column<>(header, value, false, false));
        return this;
    }

    /** Adds a column that only the format {@link OutputFormat#WIDE} shows. */
    public ResultList<R> wideColumn(String header, Function<R, String> value) {
        columns.add(new Column<>(header, value, true, false));
        return this;
    }

    /** Adds a column with the name of a state, which is coloured on a terminal. */
    public ResultList<R> stateColumn(String header, Function<R, String> value) {
        columns.add(new Column<>(header, value, false, true));
        return this;
    }

    /**
     * Prints the results.
     *
     * @param none the line for people if there are none
     * @param summary lines for people after the table
     */
    public void print(Target target, OutputFormat format, Collection<R> results, String none, List<String> summary) {
        switch (format) {
            case JSON -> target.out().println(JsonOutput.pretty(array(results)));
            case YAML -> target.out().println(YamlOutput.of(array(results)));
            case CSV -> CsvOutput.lines(results.stream().map(json).toList()).forEach(target.out()::println);
            case TABLE, WIDE -> {
                if (results.isEmpty()) {
                    target.out().println(none);
                } else {
                    table(target, format == OutputFormat.WIDE, results).forEach(target.out()::println);
                    summary.forEach(target.out()::println);
                }
            }
        }
        target.out().flush();
    }

    private ArrayNode array(Collection<R> results) {
        ArrayNode array = JsonOutput.object().putArray("results");
        results.forEach(result -> array.add(json.apply(result)));
        return array;
    }

    private List<String> table(Target target, boolean wide, Collection<R> results) {
        List<Column<R>> shown =
                columns.stream().filter(column -> wide || !column.wideOnly()).toList();
        TextTable table = TextTable.of(
                target.terminal() && !wide ? WIDEST : Integer.MAX_VALUE,
                shown.stream().map(Column::header).toList());
        if (target.colours()) {
            for (int column = 0; column < shown.size(); column++) {
                if (shown.get(column).state()) {
                    table.paint(column, StateColour::paint);
                }
            }
        }
        results.forEach(result -> table.row(
                shown.stream().map(column -> column.value().apply(result)).toList()));
        return table.lines();
    }
}
