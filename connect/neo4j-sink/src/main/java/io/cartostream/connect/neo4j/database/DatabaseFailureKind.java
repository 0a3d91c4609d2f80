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

/** What a failed transaction means for the rows in it. */
public enum DatabaseFailureKind {
    /** No database to talk to. */
    UNREACHABLE,
    /** Deadlock, lock timeout and the like: the same transaction may succeed at once. */
    TRANSIENT,
    /**
     * An entity vanished or appeared while the transaction waited for a lock. Transient in a race between writers; a row that
     * always ends so is bad (a constraint of somebody else's, say).
     */
    RACE,
    /** The transaction outgrew what one transaction may use; the smaller it is, the better. */
    TOO_LARGE,
    /** The server has no memory for it, which others use: smaller transactions may pass, and no row is to blame. */
    MEMORY,
    /** The server ended the transaction because of its time: too large, or waiting for somebody else's lock. */
    SLOW,
    /** Credentials, database name, protocol: waiting does not help. */
    UNUSABLE,
    /** Something that one of the rows, or the database itself, causes. */
    SUSPECT;

    /** The setting that limits one transaction; Neo4j gives the same code for it as for the limits of all together. */
    private static final String TRANSACTION_LIMIT = "db.memory.transaction.max";

    private static final List<String> TOO_LARGE_CODES = List.of("TransactionOutOfMemory", "StackOverFlow");
    /** The limits of all transactions together ({@code dbms.memory.transaction.total.max} and the like), and the heap's. */
    private static final List<String> MEMORY_CODES = List.of("OutOfMemory", "TransactionMemoryLimit");
    /** Ended by its timeout, or by an operator; said in other words when it waited for a lock meanwhile. */
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

    public static DatabaseFailureKind of(Throwable failure) {
        if (failure instanceof IllegalStateException) { // the driver was closed under us: the task is stopping
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

    /** The driver cannot use the key or a certificate that it was given: no PEM, another password. Nothing that the server said. */
    private static boolean ownCredentials(Neo4jException exception) {
        boolean files = false;
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            files |= cause instanceof GeneralSecurityException || cause instanceof IOException;
        }
        return files && !String.valueOf(exception.code()).startsWith("Neo.");
    }

    /** A full disk is told by the commit that fails, and by every transaction after it. */
    private static boolean brokenDatabase(Neo4jException exception, String code) {
        return contains(code, BROKEN_CODES)
                || String.valueOf(exception.getMessage()).contains("needs to be restarted");
    }

    /** What a failure means that no row can have caused. */
    public static RuntimeException withoutRows(RuntimeException failure) {
        return withoutRows(of(failure), failure);
    }

    /** What a failure of this kind means that no row can have caused. */
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

    /** The last part of Neo4j's status code, or the exception's name: the cause under which a retry is counted. */
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
