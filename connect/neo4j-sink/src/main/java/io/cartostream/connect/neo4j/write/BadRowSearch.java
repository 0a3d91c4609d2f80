package io.cartostream.connect.neo4j.write;

import io.cartostream.connect.neo4j.config.WriteLimits;
import io.cartostream.connect.neo4j.database.DatabaseFailureKind;
import io.cartostream.connect.neo4j.database.UnreachableException;
import io.cartostream.connect.neo4j.fence.FencedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the batches of one call, down to single rows if a batch fails, and reports the rows that are bad. A row is bad only if it
 * fails alone, several times, for a reason that can be its own, while a harmless row of the same statement succeeds. Not thread-safe.
 */
final class BadRowSearch {
    private static final int ATTEMPTS_WHILE_SPLITTING = 2;
    private static final int ATTEMPTS_AT_ITS_OWN_FAULT = 3;
    private static final int PARTS_WITH_A_BAD_ROW = 8;
    /** After this many bad rows in one call, the search stops trusting its guesses and its retries. */
    private static final int DOUBTED_BAD_ROWS = 20;
    /** How often a failure that names bad rows is believed in one batch. */
    private static final int GUESSES = 4;

    private final RowTransactions transactions;
    private final TransactionRetry retry;
    private final BatchSize batchSize;
    private final WriteProbe probe;
    private final BadRows badRows;
    private final WriteLimits limits;
    private int badInThisCall;

    BadRowSearch(
            RowTransactions transactions,
            TransactionRetry retry,
            BatchSize batchSize,
            WriteProbe probe,
            BadRows badRows,
            WriteLimits limits) {
        this.transactions = transactions;
        this.retry = retry;
        this.batchSize = batchSize;
        this.probe = probe;
        this.badRows = badRows;
        this.limits = limits;
    }

    /**
     * Returns when every row of the batch is written or reported as bad.
     *
     * @param last whether the call is complete with this batch, so that its last transaction records the offsets
     */
    void write(List<ChangeRow> batch, boolean last) {
        write(batch, limits.attempts(), last, GUESSES);
    }

    /**
     * Writes all rows at once; if that fails, without the rows that the failure names. If it names none, writes ever smaller parts
     * until a row is alone, and all the rows behind it at once again: such a bad row costs a few dozen small transactions, and the
     * good rows beside it are written twice at most.
     *
     * @param guesses how often a failure that names bad rows is still believed
     */
    private void write(List<ChangeRow> rows, int attempts, boolean last, int guesses) {
        int from = 0;
        int suspectEnd = 0; // some row before this index is bad
        int part = rows.size();
        while (from < rows.size()) {
            int suspects = suspectEnd - from;
            if (suspects > 0 && part >= suspects) { // the others are written, so these fail as a whole
                part = smaller(suspects);
            }
            int to = Math.min(rows.size(), from + part);
            boolean whole = from == 0 && to == rows.size();
            RuntimeException failure = attempt(
                    rows.subList(from, to),
                    whole ? attempts : to - from == 1 ? 1 : ATTEMPTS_WHILE_SPLITTING,
                    last && to == rows.size());
            if (failure != null && whole && writtenWithoutNamed(rows, failure, last, guesses)) {
                return;
            }
            if (failure != null && to - from > 1) {
                suspectEnd = to;
                part = smaller(to - from);
                continue;
            }
            if (failure != null) {
                isolate(rows.get(from), failure);
                suspectEnd = to;
            }
            from = to;
            if (from >= suspectEnd) { // carefully, if many rows are bad
                part = badInThisCall < DOUBTED_BAD_ROWS
                        ? rows.size()
                        : Math.min(rows.size(), part * PARTS_WITH_A_BAD_ROW);
            }
        }
    }

    /** Writes the others, and then the rows that the failure names, if these are few; returns false if it did nothing. */
    private boolean writtenWithoutNamed(List<ChangeRow> rows, RuntimeException failure, boolean last, int guesses) {
        if (guesses == 0 || badInThisCall >= DOUBTED_BAD_ROWS) {
            return false;
        }
        Map<Boolean, List<ChangeRow>> parts =
                rows.stream().collect(Collectors.partitioningBy(row -> BadRowHeuristics.named(failure, row)));
        List<ChangeRow> named = Objects.requireNonNull(parts.get(true));
        List<ChangeRow> others = Objects.requireNonNull(parts.get(false));
        if (named.isEmpty() || named.size() > PARTS_WITH_A_BAD_ROW || others.isEmpty()) {
            return false;
        }
        write(others, ATTEMPTS_WHILE_SPLITTING, false, guesses - 1);
        for (int i = 0; i < named.size(); i++) {
            write(named.subList(i, i + 1), 1, last && i == named.size() - 1, 0);
        }
        return true;
    }

    private static int smaller(int rows) {
        return Math.max(1, (rows + PARTS_WITH_A_BAD_ROW - 1) / PARTS_WITH_A_BAD_ROW);
    }

    /** Returns null when the rows are written, otherwise why one of them seems to be bad. */
    private @Nullable RuntimeException attempt(List<ChangeRow> rows, int attempts, boolean record) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.write(rows, record);
                batchSize.succeeded();
                return null;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                DatabaseFailureKind kind = DatabaseFailureKind.of(e);
                batchSize.failed(kind, rows.size());
                if (kind.smallerHelps() && rows.size() > 1) {
                    int half = rows.size() / 2;
                    write(rows.subList(0, half), ATTEMPTS_WHILE_SPLITTING, false, 0);
                    write(rows.subList(half, rows.size()), ATTEMPTS_WHILE_SPLITTING, record, 0);
                    return null;
                }
                if (kind == DatabaseFailureKind.SUSPECT
                        || kind == DatabaseFailureKind.TOO_LARGE
                        || kind == DatabaseFailureKind.RACE && (attempt >= attempts || named(e, rows))) {
                    return e;
                }
                retry.requireRetriable(kind, e, attempt, limits.attempts());
                retry.await(e, attempt);
            }
        }
    }

    /** Another attempt wins a race for the sink's own key, but never one for a value of someone else's constraint. */
    private static boolean named(RuntimeException failure, List<ChangeRow> rows) {
        return rows.stream().anyMatch(row -> BadRowHeuristics.named(failure, row));
    }

    /** Writes the row alone, or reports it as bad; throws if the failure is not the row's. */
    private void isolate(ChangeRow row, RuntimeException first) {
        RuntimeException failure = first;
        for (int attempt = 1; attempt < attempts(row, failure); attempt++) {
            retry.await(failure, ownFault(row, failure) ? 1 : attempt);
            try {
                transactions.write(List.of(row), false);
                return;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException e) {
                retry.requireRetriable(DatabaseFailureKind.of(e), e, attempt, Integer.MAX_VALUE);
                failure = e;
            }
        }
        if (DatabaseFailureKind.of(failure) == DatabaseFailureKind.TRANSIENT) {
            throw new UnreachableException("gave up for now: " + failure.getMessage(), failure);
        }
        probe.requireWritable(row);
        badInThisCall++;
        badRows.report(row, failure);
    }

    /**
     * Waiting helps only against races, and there it always does: earlier bad rows say nothing about who races with this one. For
     * other failures, a poll full of bad rows must end in bounded time, so after some bad rows one retry is enough.
     */
    private int attempts(ChangeRow row, RuntimeException failure) {
        if (!ownFault(row, failure)) {
            return limits.badRowAttempts();
        }
        return badInThisCall < DOUBTED_BAD_ROWS
                ? Math.min(ATTEMPTS_AT_ITS_OWN_FAULT, limits.badRowAttempts())
                : ATTEMPTS_WHILE_SPLITTING;
    }

    /** Whether no other writer can be the cause. */
    private static boolean ownFault(ChangeRow row, RuntimeException failure) {
        DatabaseFailureKind kind = DatabaseFailureKind.of(failure);
        return kind != DatabaseFailureKind.RACE && kind != DatabaseFailureKind.TRANSIENT
                || BadRowHeuristics.named(failure, row);
    }
}
