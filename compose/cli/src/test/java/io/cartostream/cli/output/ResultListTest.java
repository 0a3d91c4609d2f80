package io.cartostream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultListTest {

    private record Ship(String name, String state, long tons) {

        ObjectNode json() {
            ObjectNode json =
                    JsonOutput.object().put("name", name).put("state", state).put("tons", tons);
            json.putArray("ports").add("Oslo").add("Bergen");
            return json;
        }
    }

    private static final List<Ship> SHIPS =
            List.of(new Ship("Fram, the first", "HELD", 402), new Ship("0123", "FRESH", 7));

    @Test
    void shouldHideWideColumnsWhenFormatIsTable() {
        assertThat(printed(OutputFormat.TABLE, false, SHIPS))
                .isEqualTo("NAME             STATE\nFram, the first  HELD\n0123             FRESH\n2 ships\n");
    }

    @Test
    void shouldShowAllColumnsWhenFormatIsWide() {
        assertThat(printed(OutputFormat.WIDE, false, SHIPS)).contains("Fram, the first  HELD    402\n");
    }

    @Test
    void shouldColourStatesOnlyWhenColoursAreOn() {
        assertThat(printed(OutputFormat.TABLE, true, SHIPS)).contains("\u001b[31mHELD\u001b[0m");
    }

    @Test
    void shouldPrintNestedFieldsWhenFormatIsYaml() {
        assertThat(printed(OutputFormat.YAML, true, SHIPS)).isEqualTo("""
            - name: Fram, the first
              state: HELD
              tons: 402
              ports:
              - Oslo
              - Bergen
            - name: '0123'
              state: FRESH
              tons: 7
              ports:
              - Oslo
              - Bergen
            """);
    }

    @Test
    void shouldQuoteCellsWhenFormatIsCsv() {
        assertThat(printed(OutputFormat.CSV, true, SHIPS).lines())
                .containsExactly(
                        "name,state,tons,ports",
                        "\"Fram, the first\",HELD,402,\"[\"\"Oslo\"\",\"\"Bergen\"\"]\"",
                        "0123,FRESH,7,\"[\"\"Oslo\"\",\"\"Bergen\"\"]\"");
    }

    @Test
    void shouldPrintEmptyArrayWhenJsonHasNoResults() {
        assertThat(printed(OutputFormat.JSON, false, List.of())).isEqualTo("[ ]\n");
    }

    @Test
    void shouldSayNoneWhenTableHasNoResults() {
        assertThat(printed(OutputFormat.TABLE, false, List.of())).isEqualTo("no ships\n");
    }

    private static String printed(OutputFormat format, boolean colours, List<Ship> ships) {
        StringWriter text = new StringWriter();
        ResultList.of(Ship::json)
                .column("NAME", Ship::name)
                .stateColumn("STATE", Ship::state)
                .wideColumn("TONS", ship -> Long.toString(ship.tons()))
                .print(
                        new ResultList.Target(new PrintWriter(text), false, colours),
                        format,
                        ships,
                        "no ships",
                        List.of(ships.size() + " ships"));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
