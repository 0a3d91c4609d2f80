package io.cartostream.cli.topics;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.TimeExpressions;
import io.cartostream.contract.Scope;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose records of a topic. */
final class RecordFilter {

    static final int DEFAULT_LIMIT = 10;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only records with this key. A * at its end matches any ending.")
    @Nullable
    String key;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Only records of this scope: provider/account/region/type.")
    @Nullable
    String scope;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeExpressions.MomentConverter.class,
            description = "Only records since this time, such as 2026-03-01T10:00:00Z, or this long ago, such as 2h.")
    TimeExpressions.@Nullable Moment since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeExpressions.MomentConverter.class,
            description = "Only records before this time.")
    TimeExpressions.@Nullable Moment until;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of records.")
    @Nullable
    Integer limit;

    /** True if no option restricts the choice. */
    boolean unrestricted() {
        return key == null && scope == null && since == null && until == null;
    }

    void validate() {
        if (scope != null) {
            try {
                Scope.parse(scope);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--scope: " + e.getMessage());
            }
        }
        if (limit != null && limit < 1) {
            throw CommandFailure.usage("--limit must be at least 1");
        }
    }

    @Nullable
    Instant from(Instant now) {
        return since == null ? null : since.at(now);
    }

    /** True if the options choose the record. Relative times count back from now. */
    boolean matches(ConsumerRecord<String, byte[]> record, Instant now) {
        TimeExpressions.Moment end = until;
        if (end != null && record.timestamp() >= end.at(now).toEpochMilli()) {
            return false;
        }
        String text = record.key() == null ? "" : record.key();
        return matchesKey(text) && matchesScope(text);
    }

    private boolean matchesKey(String text) {
        String wanted = key;
        if (wanted == null) {
            return true;
        }
        return wanted.endsWith("*") ? text.startsWith(wanted.substring(0, wanted.length() - 1)) : text.equals(wanted);
    }

    private boolean matchesScope(String text) {
        return scope == null || text.equals(scope) || text.startsWith(scope + "/");
    }
}
