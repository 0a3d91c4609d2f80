package io.cartostream.engine;

import io.cartostream.contract.Scope;
import io.cartostream.engine.event.EventCodec.Dated;
import io.cartostream.engine.event.InventoryEvent;
import io.cartostream.engine.event.InventoryEvent.Body;
import io.cartostream.engine.event.InventoryEvent.ResourceConfirmed;
import io.cartostream.engine.event.InventoryEvent.ResourceObserved;
import io.cartostream.engine.event.InventoryEvent.ResourceRemoved;
import io.cartostream.engine.event.InventoryEvent.RetractionConfirmed;
import io.cartostream.engine.event.InventoryEvent.ScopeRetired;
import io.cartostream.engine.event.InventoryEvent.SyncCompleted;
import io.cartostream.engine.event.InventoryEvent.SyncFailed;
import io.cartostream.engine.event.InventoryEvent.SyncPartial;
import io.cartostream.engine.event.InventoryEvent.SyncStarted;
import io.cartostream.engine.event.ReadCoverage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history as text, one step per line: what a failure prints, and what is kept of it as a regression test. */
final class HistoryText {
    private static final String NONE = "-";

    private HistoryText() {}

    static String write(long seed, List<HistoryStep> steps) {
        StringBuilder text = new StringBuilder("seed " + seed + "\n");
        steps.forEach(step -> text.append(line(step)).append('\n'));
        return text.toString();
    }

    static long seed(String text) {
        return Long.parseLong(text.lines().findFirst().orElseThrow().substring("seed ".length()));
    }

    static List<HistoryStep> read(String text) {
        return text.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(HistoryText::step)
                .toList();
    }

    private static String line(HistoryStep step) {
        List<String> words = new ArrayList<>();
        words.add(Integer.toString(step.pace()));
        if (step instanceof HistoryStep.ChangeModels change) {
            words.addAll(List.of("models", change.version(), Boolean.toString(change.alone())));
        } else if (step instanceof HistoryStep.LoseState lost) {
            words.addAll(List.of("lose", Integer.toString(lost.task())));
        } else if (step instanceof HistoryStep.Crash crash) {
            words.addAll(List.of("crash", Integer.toString(crash.task())));
        } else if (step instanceof HistoryStep.RetentionPasses passes) {
            words.addAll(List.of("forget", Integer.toString(passes.spared())));
        } else if (step instanceof HistoryStep.Append append) {
            InventoryEvent event = append.dated().event();
            String syncId = event.syncId();
            words.addAll(List.of(
                    append.alone() ? "alone" : "event",
                    event.scope().key(),
                    syncId == null ? NONE : syncId,
                    Long.toString(event.sequence()),
                    Long.toString(event.observedAt()),
                    Long.toString(append.dated().appendTime())));
            words.addAll(words(event.body()));
        }
        return String.join(" ", words.stream().map(HistoryText::escape).toList());
    }

    private static List<String> words(Body body) {
        if (body instanceof ResourceObserved observed) {
            return List.of("sees", observed.id(), observed.payload());
        } else if (body instanceof ResourceConfirmed confirmed) {
            return List.of("confirms", confirmed.id());
        } else if (body instanceof ResourceRemoved removed) {
            return List.of("removes", removed.id());
        } else if (body instanceof SyncCompleted completed) {
            return List.of(
                    "completes",
                    Long.toString(completed.lastSequence()),
                    Long.toString(completed.coverage().seen()),
                    Long.toString(completed.coverage().unreadable()));
        } else if (body instanceof SyncFailed failed) {
            return List.of("fails", failed.reason(), orNone(failed.missingPermission()), orNone(failed.message()));
        } else if (body instanceof SyncPartial partial) {
            return List.of("partial", partial.filter());
        } else if (body instanceof ScopeRetired retired) {
            return List.of("retires", Boolean.toString(retired.confirmed()));
        } else if (body instanceof RetractionConfirmed confirmed) {
            return List.of("accepts", confirmed.heldSyncId());
        }
        return List.of("starts");
    }

    private static HistoryStep step(String line) {
        List<String> words =
                List.of(line.split(" ", -1)).stream().map(HistoryText::unescape).toList();
        int pace = Integer.parseInt(words.get(0));
        return switch (words.get(1)) {
            case "models" -> new HistoryStep.ChangeModels(words.get(2), Boolean.parseBoolean(words.get(3)), pace);
            case "lose" -> new HistoryStep.LoseState(Integer.parseInt(words.get(2)), pace);
            case "forget" -> new HistoryStep.RetentionPasses(Integer.parseInt(words.get(2)), pace);
            case "crash" -> new HistoryStep.Crash(Integer.parseInt(words.get(2)), pace);
            default -> new HistoryStep.Append(dated(words), words.get(1).equals("alone"), pace);
        };
    }

    private static Dated dated(List<String> words) {
        @Nullable String syncId = words.get(3).equals(NONE) ? null : words.get(3);
        String word = words.size() > 8 ? words.get(8) : "";
        Body body =
                switch (words.get(7)) {
                    case "sees" -> new ResourceObserved(word, words.get(9));
                    case "confirms" -> new ResourceConfirmed(word);
                    case "removes" -> new ResourceRemoved(word);
                    case "completes" ->
                        new SyncCompleted(Long.parseLong(word), coverage(count(words, 9), count(words, 10)));
                    case "fails" -> new SyncFailed(word, ifAny(words, 9), ifAny(words, 10));
                    case "partial" -> new SyncPartial(word);
                    case "retires" -> new ScopeRetired("closed", Boolean.parseBoolean(word));
                    case "accepts" -> new RetractionConfirmed(word);
                    default -> new SyncStarted();
                };
        return new Dated(
                new InventoryEvent(
                        Scope.parse(words.get(2)),
                        syncId,
                        Long.parseLong(words.get(4)),
                        Long.parseLong(words.get(5)),
                        body),
                Long.parseLong(words.get(6)));
    }

    /** A coverage with one cause, if any resource was unreadable. */
    static ReadCoverage coverage(long seen, long unreadable) {
        ReadCoverage.Cause cause =
                new ReadCoverage.Cause("ACCESS_DENIED", "Denied", "t:Read", "t:Read", "no", unreadable, List.of("x"));
        return new ReadCoverage(seen, unreadable == 0 ? List.of() : List.of(cause));
    }

    private static long count(List<String> words, int index) {
        return words.size() > index ? Long.parseLong(words.get(index)) : 0;
    }

    private static String orNone(@Nullable String word) {
        return word == null ? NONE : word;
    }

    private static @Nullable String ifAny(List<String> words, int index) {
        return words.size() > index && !words.get(index).equals(NONE) ? words.get(index) : null;
    }

    private static String escape(String word) {
        StringBuilder escaped = new StringBuilder();
        for (char c : word.toCharArray()) {
            if (c <= ' ' || c == '%' || c > '~') {
                escaped.append(String.format(java.util.Locale.ROOT, "%%%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String word) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '%') {
                plain.append((char) Integer.parseInt(word.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(word.charAt(i));
            }
        }
        return plain.toString();
    }
}
