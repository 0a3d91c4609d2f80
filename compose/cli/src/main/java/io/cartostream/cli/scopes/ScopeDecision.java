package io.cartostream.cli.scopes;

import io.cartostream.avro.InventoryEvent;
import io.cartostream.avro.ScopeState;
import io.cartostream.avro.ScopeStatus;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.ConfirmPrompt;
import io.cartostream.cli.session.NameSuggestions;
import io.cartostream.contract.Scope;
import io.cartostream.producer.InventoryEvents;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends an operator's decision about one scope, if the state of the scope allows it and the operator confirms it. */
final class ScopeDecision {

    private final CommandSession session;
    private final ConfirmPrompt prompt;

    ScopeDecision(CommandSession session, ConfirmPrompt prompt) {
        this.session = session;
        this.prompt = prompt;
    }

    int confirm(String text, @Nullable String operator) {
        Scope scope = scope(text);
        return decide(scope, true, status -> {
            String held = status.getHeldSyncId();
            if (status.getState() != ScopeState.HELD || held == null) {
                throw CommandFailure.failed(scope.key() + " has no held retraction; its state is " + status.getState());
            }
            return InventoryEvents.retractionConfirmed(scope, held, operator(operator), session.now());
        });
    }

    int retire(String text, String reason) {
        Scope scope = scope(text);
        if (reason.isBlank()) {
            throw CommandFailure.usage("--reason must not be empty");
        }
        return decide(scope, false, status -> {
            if (status.getState() == ScopeState.RETIRED) {
                throw CommandFailure.failed(scope.key() + " is retired already");
            }
            return InventoryEvents.retired(scope, reason, true, session.now());
        });
    }

    /** Number of resources that a decision retracts: a confirmation the held ones, a retirement all. */
    static long retracted(ScopeStatus status, boolean confirmation) {
        return confirmation ? status.getHeldRetractions() : status.getResources();
    }

    private int decide(Scope scope, boolean confirmation, Function<ScopeStatus, InventoryEvent> decision) {
        String what = confirmation ? "confirmed" : "retired";
        prompt.requireAnswerable();
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            RegistryClient registry = RegistryClient.connect(session.settings());
            Map<String, ScopeStatus> statuses = ScopeStatuses.read(kafka, registry, session.err());
            ScopeStatus status = statuses.get(scope.key());
            if (status == null) {
                throw CommandFailure.failed(
                        "there is no scope " + scope.key() + NameSuggestions.hint(scope.key(), statuses.keySet()));
            }
            InventoryEvent event = decision.apply(status);
            prompt.require(question(scope, status, confirmation));
            try (EventSender events = new EventSender(kafka, registry)) {
                events.send(event);
            }
            long resources = retracted(status, confirmation);
            if (session.json()) {
                session.out()
                        .println(JsonOutput.line(JsonOutput.object()
                                .put("scope", scope.key())
                                .put("decision", what)
                                .put("resources", resources)));
            } else {
                session.out()
                        .println(what + " " + scope.key() + ": the topology retracts "
                                + HumanText.count(resources, "resource") + " now (see `cartostream scopes`)");
            }
        }
        return 0;
    }

    static String question(Scope scope, ScopeStatus status, boolean confirmation) {
        String resources = HumanText.count(retracted(status, confirmation), "resource");
        return confirmation
                ? "Confirm the retraction of " + resources + " of " + scope.key() + "?"
                : "Retire " + scope.key() + " and remove its " + resources + "?";
    }

    private static Scope scope(String text) {
        try {
            return Scope.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private String operator(@Nullable String given) {
        if (given != null) {
            return given;
        }
        String user = session.surroundings().environment().getOrDefault("USER", "");
        return user.isEmpty() ? System.getProperty("user.name", "") : user;
    }
}
