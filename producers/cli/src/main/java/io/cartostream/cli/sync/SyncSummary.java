package io.cartostream.cli.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.Json;
import io.cartostream.cli.output.Texts;
import io.cartostream.cli.session.Session;
import io.cartostream.producer.Failure;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.SyncReport;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run came to, scope by scope where it failed. */
final class SyncSummary {

    private final Session session;
    private final boolean lines;

    SyncSummary(Session session, boolean lines) {
        this.session = session;
        this.lines = lines;
    }

    void print(SyncReport report) {
        if (lines) {
            session.out().println(Json.line(json(report)));
        } else {
            session.out().println(text(report));
        }
        failures(report);
        skipped(report);
        report.unknownOperations().forEach((operation, answers) -> session.err()
                .println("no catalogue entry reads " + operation + " (" + Texts.count(answers, "recorded answer")
                        + " skipped)"));
        session.err().flush();
    }

    private void failures(SyncReport report) {
        for (SyncReport.SourceProblem problem : report.sources()) {
            session.err()
                    .println("failed: " + problem.source() + ": "
                            + problem.failure().line());
        }
        for (ScopeResult scope : report.failed()) {
            Failure failure = scope.failure();
            session.err()
                    .println(scope.state().name().toLowerCase(Locale.ROOT) + ": "
                            + scope.scope().key() + (failure == null ? "" : ": " + failure.line()));
        }
        if (report.publishProblem() != null) {
            session.err().println("cartostream: nothing more could be sent: " + report.publishProblem());
        }
    }

    /** A line for each reason, whatever the number of accounts. */
    private void skipped(SyncReport report) {
        Map<String, Set<String>> types = new TreeMap<>();
        for (ScopeResult scope : report.skipped()) {
            Failure reason = scope.failure();
            types.computeIfAbsent(reason == null ? "" : reason.message(), key -> new TreeSet<>())
                    .add(scope.scope().resourceType());
        }
        types.forEach((reason, names) -> session.err().println("skipped: " + String.join(", ", names) + ": " + reason));
    }

    private static long completed(SyncReport report) {
        return report.scopes().size()
                - report.failed().size()
                - report.skipped().size();
    }

    static String text(SyncReport report) {
        long completed = completed(report);
        StringBuilder text = new StringBuilder(Texts.count(completed, "scope") + " completed, "
                + Texts.count(report.items(), "resource") + ", " + Texts.seconds(report.elapsed()));
        if (report.unreadable() > 0) {
            text.append(", ").append(Texts.count(report.unreadable())).append(" unreadable (known facts kept)");
        }
        if (!report.skipped().isEmpty()) {
            text.append(", ").append(report.skipped().size()).append(" skipped (other accounts' to list)");
        }
        int failed = report.failed().size() + report.sources().size();
        if (failed > 0) {
            text.append("; ").append(failed).append(" failed (nothing of these is deleted)");
        }
        return text.toString();
    }

    private static ObjectNode json(SyncReport report) {
        ObjectNode json = Json.object()
                .put("event", "summary")
                .put("ok", report.succeeded())
                .put("completed", completed(report))
                .put("skipped", report.skipped().size())
                .put("failed", report.failed().size() + report.sources().size())
                .put("resources", report.items())
                .put("unreadable", report.unreadable())
                .put("milliseconds", report.elapsed().toMillis());
        report.unknownOperations().forEach(json.putObject("unknownOperations")::put);
        if (report.publishProblem() != null) {
            json.put("publishProblem", report.publishProblem());
        }
        return json;
    }
}
