package io.cartostream.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The findings of all checks in their order. A check that fails to run is a finding, so that the other checks still run. */
final class HealthReport {

    /**
     * A finding and its check.
     *
     * @param check the checked part
     * @param finding what was found
     */
    record Entry(String check, HealthFinding finding) {

        ObjectNode json() {
            return JsonOutput.object()
                    .put("check", check)
                    .put("state", finding.state().name())
                    .put("finding", finding.text())
                    .put("action", finding.advice());
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** Runs a check and notes its finding. A {@link CommandFailure} becomes a failed finding with its message. */
    void add(String check, Supplier<HealthFinding> examination) {
        HealthFinding finding;
        try {
            finding = examination.get();
        } catch (CommandFailure e) {
            finding = failure(String.valueOf(e.getMessage()));
        }
        entries.add(new Entry(check, finding));
    }

    /** Splits the advice, which begins with the second sentence, from what happened. */
    private static HealthFinding failure(String message) {
        int end = message.indexOf(". ");
        return end < 0
                ? HealthFinding.failed(message, "")
                : HealthFinding.failed(message.substring(0, end), message.substring(end + 2));
    }

    /** The findings in the order of their checks. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The number of findings in this state. */
    long count(HealthState state) {
        return entries.stream()
                .filter(entry -> entry.finding().state() == state)
                .count();
    }
}
