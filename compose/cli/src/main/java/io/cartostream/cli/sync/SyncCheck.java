package io.cartostream.cli.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.TextTable;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventorySource;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.SourceException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reports which scopes can be read and which permissions are missing, without sending anything. */
final class SyncCheck {

    private final CommandSession session;
    private final int parallel;

    SyncCheck(CommandSession session, int parallel) {
        this.session = session;
        this.parallel = parallel;
    }

    /** What was found of one scope, or of a source whose scopes could not be listed. */
    private record Finding(String subject, Optional<ReadFailure> failure) {}

    int run(Iterator<InventorySource> sources) {
        List<Finding> findings = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(parallel);
        try {
            while (sources.hasNext()) {
                try (InventorySource source = sources.next()) {
                    findings.addAll(check(source, pool));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        } finally {
            pool.shutdownNow();
        }
        if (session.json()) {
            json(findings);
        } else {
            table(findings);
        }
        return findings.stream().allMatch(finding -> finding.failure().isEmpty()) ? 0 : CommandFailure.FAILED;
    }

    private static List<Finding> check(InventorySource source, ExecutorService pool) throws InterruptedException {
        List<Scope> scopes;
        try {
            scopes = source.discover().scopes();
        } catch (SourceException e) {
            return List.of(new Finding(source.description(), Optional.of(e.failure())));
        }
        List<Callable<Finding>> checks = new ArrayList<>();
        scopes.forEach(scope -> checks.add(() -> new Finding(scope.key(), problem(source, scope))));
        List<Finding> findings = new ArrayList<>();
        for (Future<Finding> finding : pool.invokeAll(checks)) {
            try {
                findings.add(finding.get());
            } catch (ExecutionException e) {
                throw CommandFailure.failed("the check failed: " + FailureText.of(e), e);
            }
        }
        return findings;
    }

    /** A scope that another account must read is no problem: a sync leaves it out. */
    private static Optional<ReadFailure> problem(InventorySource source, Scope scope) throws InterruptedException {
        return source.unavailable(scope).isPresent() ? Optional.empty() : source.check(scope);
    }

    private void table(List<Finding> findings) {
        TextTable table = TextTable.of("SCOPE", "MISSING PERMISSION", "PROBLEM");
        findings.forEach(finding -> finding.failure()
                .ifPresent(failure -> table.row(
                        finding.subject(),
                        failure.missingPermission() == null ? "" : failure.missingPermission(),
                        failure.reason() + ": " + failure.message())));
        long readable = findings.size() - table.size();
        session.out().println(HumanText.count(readable, "scope") + " can be read, " + table.size() + " cannot");
        if (table.size() > 0) {
            table.lines().forEach(session.out()::println);
        }
        TreeSet<String> permissions = new TreeSet<>();
        findings.forEach(
                finding -> finding.failure().map(ReadFailure::missingPermission).ifPresent(permissions::add));
        if (!permissions.isEmpty()) {
            session.out().println("Grant " + String.join(", ", permissions) + " (see `cartostream policy`).");
        }
    }

    private void json(List<Finding> findings) {
        ArrayNode list = JsonOutput.object().putArray("findings");
        for (Finding finding : findings) {
            ObjectNode object = list.addObject()
                    .put("scope", finding.subject())
                    .put("readable", finding.failure().isEmpty());
            finding.failure().ifPresent(failure -> object.set("failure", SyncProgress.json(failure)));
        }
        session.out().println(JsonOutput.pretty(list));
    }
}
