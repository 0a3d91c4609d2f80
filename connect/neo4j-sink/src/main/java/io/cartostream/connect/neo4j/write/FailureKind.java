package io.cartostream.connect.neo4j.write;

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
enum FailureKind {
    /** No database to talk to. */
    UNREACHABLE,
    /** Deadlock, lock timeout and the like: the same transaction may succeed at once. */
    TRANSIENT,
    /**
     * An entity vanished or appeared while the transaction waited for a lock. Transient in a race between writers; a row that
     * always ends so is bad (a constraint of somebody else's, say).
     */
    RACE,
    /** The transaction is too large for the server's memory limits. */
    MEMORY,
    /** Credentials, database name, protocol: waiting does not help. */
    UNUSABLE,
    /** Something that one of the rows, or the database itself, causes. */
    SUSPECT;

    private static final List<String> MEMORY_CODES =
            List.of("OutOfMemory", "MemoryPool", "TransactionMemoryLimit", "StackOverFlow");
    private static final List<String> NOT_WRITABLE_CODES = List.of(
            "DatabaseUnavailable",
            "ForbiddenOnReadOnlyDatabase",
            "WriteOnReadOnlyAccessDatabase",
            "NotALeader",
            "AuthenticationRateLimit",
            "MaximumTransactionLimitReached");
    private static final List<String> RACE_CODES =
            List.of("EntityNotFound", "ConstraintValidationFailed", "ConstraintVerificationFailed");
    private static final List<String> TRANSIENT_CODES = List.of(
            "TransactionTimedOut",
            "LockClientStopped",
            "LockAcquisitionTimeout",
            "TransactionNotFound",
            "Terminated",
            "Outdated");

    static FailureKind of(Throwable failure) {
        if (failure instanceof IllegalStateException) { // the driver was closed under us: the task is stopping
            return UNREACHABLE;
        }
        if (!(failure instanceof Neo4jException exception)) {
            return SUSPECT;
        }
        String code = exception.code() == null ? "" : exception.code();
        if (contains(code, MEMORY_CODES)) {
            return MEMORY;
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
                || exception instanceof TransactionTerminatedException
                || contains(code, TRANSIENT_CODES)) {
            return TRANSIENT;
        }
        if (exception instanceof SecurityException
                || exception instanceof FatalDiscoveryException
                || exception instanceof ProtocolException
                || exception instanceof UnsupportedFeatureException
                || code.contains(".Security.")
                || code.contains("DatabaseNotFound")) {
            return UNUSABLE;
        }
        return exception instanceof DatabaseException && code.contains("Storage") ? UNREACHABLE : SUSPECT;
    }

    /** What a failure means that no row can have caused. */
    static RuntimeException withoutRows(RuntimeException failure) {
        return switch (of(failure)) {
            case UNREACHABLE, TRANSIENT, RACE, MEMORY ->
                new UnreachableException("Neo4j cannot be used now: " + failure.getMessage(), failure);
            case UNUSABLE ->
                new UnusableException(
                        "Neo4j refuses the sink: " + failure.getMessage()
                                + " (check neo4j.user, neo4j.password, neo4j.database)",
                        failure);
            case SUSPECT -> new UnusableException("Neo4j failed: " + failure.getMessage(), failure);
        };
    }

    /** The last part of Neo4j's status code, or the exception's name: the cause under which a retry is counted. */
    static String cause(Throwable failure) {
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
