package io.cartostream.connect.neo4j.database;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.ConnectionReadTimeoutException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.FatalDiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ProtocolException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.driver.exceptions.UnsupportedFeatureException;

/** Classifies a failed transaction by what it means for the rows in it. */
public enum DatabaseFailureKind {
    /** The database cannot be reached, or cannot be written now. */
    UNREACHABLE,
    /** A deadlock, a lock timeout or the like: the same transaction may succeed at once. */
    TRANSIENT,
    /**
     * An entity vanished or appeared while the transaction waited for a lock. Transient in a race between writers; a row that
     * always fails like this is bad, for example because of another application's constraint.
     */
    RACE,
    /** The transaction exceeded the memory limit of one transaction; a smaller one may fit. */
    TOO_LARGE,
    /** The server has no memory left, because others use it: a smaller transaction may succeed, and no row is to blame. */
    MEMORY,
    /** The server ended the transaction at its timeout: it was too large, or waited for the lock of another transaction. */
    SLOW,
    /** Wrong credentials, database name or protocol: waiting does not help. */
    UNUSABLE,
    /** One of the rows, or the database itself, is the cause. */
    SUSPECT;

    /** The setting that limits one transaction. Neo4j uses the same code for it as for the limits of all transactions together. */
    private static final String TRANSACTION_LIMIT = "db.memory.transaction.max";

    private static final List<String> TOO_LARGE_CODES = List.of("TransactionOutOfMemory", "StackOverFlow");
    /** The limits of all transactions together ({@code dbms.memory.transaction.total.max} and the like) and of the heap. */
    private static final List<String> MEMORY_CODES = List.of("OutOfMemory", "TransactionMemoryLimit");
    /** Ended by the timeout or by an operator; the code differs if the transaction was waiting for a lock. */
    private static final List<String> SLOW_CODES = List.of("TransactionTimedOut", "LockClientStopped", "Terminated");

    private static final List<String> NOT_WRITABLE_CODES = List.of(
            "DatabaseUnavailable",
            "ForbiddenOnReadOnlyDatabase",
            "WriteOnReadOnlyAccessDatabase",
            "NotALeader",
            "AuthenticationRateLimit",
            "MaximumTransactionLimitReached");
    private static final List<String> BROKEN_CODES =
            List.of("Storage", "TransactionCommitFailed", "TransactionLogError", "DatabasePanic");
    private static final List<String> RACE_CODES =
            List.of("EntityNotFound", "ConstraintValidationFailed", "ConstraintVerificationFailed");
    private static final List<String> TRANSIENT_CODES =
            List.of("LockAcquisitionTimeout", "TransactionNotFound", "Outdated");

    /** Whether the same rows may succeed in smaller transactions. */
    public boolean smallerHelps() {
        return this == TOO_LARGE || this == MEMORY;
    }

    public static DatabaseFailureKind of(Throwable failure) {
        if (failure instanceof IllegalStateException) { // the driver is closed: the task is stopping
            return UNREACHABLE;
        }
        if (!(failure instanceof Neo4jException exception)) {
            return SUSPECT;
        }
        String code = exception.code() == null ? "" : exception.code();
        if (contains(code, TOO_LARGE_CODES)) {
            return TOO_LARGE;
        }
        if (contains(code, MEMORY_CODES)) {
            return String.valueOf(exception.getMessage()).contains(TRANSACTION_LIMIT) ? TOO_LARGE : MEMORY;
        }
        if (exception instanceof TransactionTerminatedException || contains(code, SLOW_CODES)) {
            return SLOW;
        }
        if (exception instanceof ServiceUnavailableException
                || exception instanceof SessionExpiredException
                || exception instanceof ConnectionReadTimeoutException
                || contains(code, NOT_WRITABLE_CODES)) {
            return UNREACHABLE;
        }
        if (contains(code, RACE_CODES)) {
            return RACE;
        }
        if (exception instanceof AuthorizationExpiredException
                || exception instanceof TransientException
                || contains(code, TRANSIENT_CODES)) {
            return TRANSIENT;
        }
        if (exception instanceof SecurityException
                || exception instanceof FatalDiscoveryException
                || exception instanceof ProtocolException
                || exception instanceof UnsupportedFeatureException
                || code.contains(".Security.")
                || code.contains("DatabaseNotFound")
                || ownCredentials(exception)) {
            return UNUSABLE;
        }
        return exception instanceof DatabaseException && brokenDatabase(exception, code) ? UNREACHABLE : SUSPECT;
    }

    /** Whether the driver cannot use its own key or certificate: not PEM, or a wrong password. The server never says so. */
    private static boolean ownCredentials(Neo4jException exception) {
        boolean files = false;
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            files |= cause instanceof GeneralSecurityException || cause instanceof IOException;
        }
        return files && !String.valueOf(exception.code()).startsWith("Neo.");
    }

    /** A full disk fails one commit, and then every transaction after it. */
    private static boolean brokenDatabase(Neo4jException exception, String code) {
        return contains(code, BROKEN_CODES)
                || String.valueOf(exception.getMessage()).contains("needs to be restarted");
    }

    /** Returns what a failure means that no row can have caused. */
    public static RuntimeException withoutRows(RuntimeException failure) {
        return withoutRows(of(failure), failure);
    }

    /** Returns what a failure of this kind means that no row can have caused. */
    public static RuntimeException withoutRows(DatabaseFailureKind kind, RuntimeException failure) {
        return switch (kind) {
            case UNREACHABLE, TRANSIENT, RACE, MEMORY, SLOW, TOO_LARGE ->
                new UnreachableException("Neo4j cannot be used now: " + failure.getMessage(), failure);
            case UNUSABLE ->
                new UnusableException(
                        "Neo4j refuses the sink: " + failure.getMessage()
                                + " (check neo4j.user, neo4j.password, neo4j.database, neo4j.tls.*)",
                        failure);
            case SUSPECT -> new UnusableException("Neo4j failed: " + failure.getMessage(), failure);
        };
    }

    /** Returns the cause under which a retry is counted: the last part of Neo4j's status code, or the exception's name. */
    public static String cause(Throwable failure) {
        String code = failure instanceof Neo4jException exception ? exception.code() : null;
        if (code == null || code.isEmpty() || code.equals("N/A")) {
            return failure.getClass().getSimpleName();
        }
        return code.substring(code.lastIndexOf('.') + 1);
    }

    private static boolean contains(String code, List<String> parts) {
        return parts.stream().anyMatch(code::contains);
    }
}
