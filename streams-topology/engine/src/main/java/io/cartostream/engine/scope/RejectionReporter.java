package io.cartostream.engine.scope;

import io.cartostream.contract.EntityKey;
import io.cartostream.contract.Scope;
import io.cartostream.engine.event.InventoryEvent.Unreadable;
import io.cartostream.models.fact.DerivedFacts.PartProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what could not be processed: as a dead letter while the original record is at hand, otherwise in the log. */
final class RejectionReporter {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionReporter.class);
    private static final int READABLE = 200;
    private static final int MOST_PROBLEMS = 5;

    private final ScopeOutput output;

    RejectionReporter(ScopeOutput output) {
        this.output = output;
    }

    /** Returns whether a resource may have this id; reports it if not. */
    boolean acceptsId(ScopeTransaction transaction, String id) {
        String message = null;
        if (id.isEmpty()) {
            message = "a resource's id must not be empty";
        } else if (id.length() * 3L > EntityKey.MAX_ID_BYTES
                && id.getBytes(StandardCharsets.UTF_8).length > EntityKey.MAX_ID_BYTES) {
            message = "a resource's id must not exceed " + EntityKey.MAX_ID_BYTES + " bytes";
        }
        if (message != null && transaction.recordAtHand()) {
            report(transaction, RejectionReason.RESOURCE_ID_REFUSED, message, id);
        }
        return message == null;
    }

    void report(ScopeTransaction transaction, Unreadable unreadable, String id) {
        String operation = unreadable.operation();
        report(
                transaction,
                operation == null ? RejectionReason.RESOURCE_TOO_LARGE : RejectionReason.RESOURCE_UNREADABLE,
                operation == null ? unreadable.message() : operation + ": " + unreadable.message(),
                id);
    }

    /** Reports the refused parts of a payload: one message for each kind. */
    void report(ScopeTransaction transaction, List<PartProblem> problems, String id) {
        Map<PartProblem.Kind, List<String>> byKind = new TreeMap<>();
        problems.forEach(problem -> byKind.computeIfAbsent(problem.kind(), kind -> new ArrayList<>())
                .add(problem.message()));
        byKind.forEach((kind, messages) -> {
            String named = String.join("; ", messages.subList(0, Math.min(messages.size(), MOST_PROBLEMS)));
            int more = messages.size() - MOST_PROBLEMS;
            report(transaction, RejectionReason.of(kind), more > 0 ? named + "; and " + more + " more" : named, id);
        });
    }

    void report(ScopeTransaction transaction, RejectionReason reason, String message, String id) {
        String subject = readable(transaction.scope(), id);
        if (transaction.recordAtHand()) {
            output.deadLetter(new Rejection(reason, message, subject));
        } else if (reason == RejectionReason.MODEL_FROZEN) {
            LOG.debug("{}: {} ({})", reason, message, subject);
        } else {
            LOG.warn("{}: {} ({}); what was refused leaves known facts as they are", reason, message, subject);
        }
    }

    private static String readable(Scope scope, String id) {
        return scope.resourceKey(id.length() <= READABLE ? id : id.substring(0, READABLE) + "…");
    }
}
