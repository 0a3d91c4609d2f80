package io.cartostream.cli.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.sync.FailureGroup;
import io.cartostream.producer.sync.SyncReport;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints the totals of a run, and one line for each kind of failure. */
final class SyncSummary {

    private final CommandSession session;
    private final boolean lines;

    SyncSummary(CommandSession session, boolean lines) {
        this.session = session;
        this.lines = lines;
    }

    void print(SyncReport report) {
        if (lines) {
            session.out().println(JsonOutput.line(json(report)));
        } else {
            session.out().println(text(report));
        }
        failures(report);
        skipped(report);
        unreadable(report);
        report.unknownOperations().forEach((operation, answers) -> session.err()
                .println("no catalogue entry reads " + operation + " (" + HumanText.count(answers, "recorded answer")
                        + " skipped)"));
        session.err().flush();
    }

    private void failures(SyncReport report) {
        for (SyncReport.SourceProblem problem : report.sources()) {
            problem("failed: " + problem.source() + ": " + problem.failure().line());
        }
        report.failed().forEach(group -> problem(group.state().name().toLowerCase(Locale.ROOT) + ": " + failed(group)));
        if (report.publishProblem() != null) {
            problem("cartostream: nothing more could be sent: " + report.publishProblem());
        }
    }

    private void problem(String line) {
        session.err().println(FailureText.clean(line));
    }

    /** A line for each reason, whatever the number of accounts. */
    private void skipped(SyncReport report) {
        Map<String, Set<String>> types = new TreeMap<>();
        for (FailureGroup group : report.skipped()) {
            ReadFailure reason = group.first();
            types.computeIfAbsent(reason == null ? "" : reason.message(), key -> new TreeSet<>())
                    .add(group.resourceType());
        }
        types.forEach((reason, names) -> problem("skipped: " + String.join(", ", names) + ": " + reason));
    }

    /** One scope by its name; of more that failed alike, their type and the first few. */
    static String failed(FailureGroup group) {
        String named = group.scopes().stream().map(Scope::key).collect(Collectors.joining(", "));
        String subject = group.count() == 1
                ? named
                : group.resourceType() + " in " + HumanText.count(group.count(), "scope") + " (" + named
                        + (group.count() > group.scopes().size() ? " …" : "") + ")";
        ReadFailure failure = group.first();
        return subject + (failure == null ? "" : ": " + failure.line());
    }

    /** A line for each type and kind of failure, with the first few resources. */
    private void unreadable(SyncReport report) {
        report.unreadableKinds().forEach(group -> problem(unreadable(group)));
    }

    static String unreadable(FailureGroup group) {
        ReadFailure failure = group.first();
        String named = group.examples().isEmpty()
                ? ""
                : " (" + String.join(", ", group.examples())
                        + (group.count() > group.examples().size() ? " …" : "") + ")";
        return "unreadable: " + HumanText.count(group.count()) + " of " + group.resourceType() + named
                + (failure == null ? "" : ": " + failure.line());
    }

    static String text(SyncReport report) {
        StringBuilder text = new StringBuilder(HumanText.count(report.completedCount(), "scope") + " completed, "
                + HumanText.count(report.items(), "resource") + ", " + HumanText.seconds(report.elapsed()));
        if (report.unreadable() > 0) {
            text.append(", ").append(HumanText.count(report.unreadable())).append(" unreadable (known facts kept");
            if (report.partlyRead() > 0) {
                text.append("; ")
                        .append(HumanText.count(report.partlyRead(), "scope"))
                        .append(" partly read");
            }
            text.append(')');
        }
        if (report.skippedCount() > 0) {
            text.append(", ").append(report.skippedCount()).append(" skipped (other accounts' to list)");
        }
        long failed = report.failedCount() + report.sources().size();
        if (failed > 0) {
            text.append("; ").append(failed).append(" failed (nothing of these is deleted)");
        }
        return text.toString();
    }

    private static ObjectNode json(SyncReport report) {
        ObjectNode json = JsonOutput.object()
                .put("event", "summary")
                .put("ok", report.succeeded())
                .put("completed", report.completedCount())
                .put("skipped", report.skippedCount())
                .put("failed", report.failedCount() + report.sources().size())
                .put("resources", report.items())
                .put("unreadable", report.unreadable())
                .put("partlyRead", report.partlyRead())
                .put("milliseconds", report.elapsed().toMillis());
        report.unknownOperations().forEach(json.putObject("unknownOperations")::put);
        if (report.publishProblem() != null) {
            json.put("publishProblem", report.publishProblem());
        }
        return json;
    }
}
