package io.cartostream.connect.neo4j.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.KeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.TransientException;

/** The codes are those of {@code org.neo4j.kernel.api.exceptions.Status} in Neo4j 5.26. */
final class DatabaseFailureKindTest {

    @ParameterizedTest
    @CsvSource({
        "Neo.ClientError.General.TransactionOutOfMemoryError, TOO_LARGE",
        "Neo.TransientError.General.StackOverFlowError, TOO_LARGE",
        // dbms.memory.transaction.total.max, db.memory.transaction.total.max, the heap, off-heap: everybody's
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError, MEMORY",
        "Neo.TransientError.General.OutOfMemoryError, MEMORY",
        "Neo.TransientError.General.TransactionMemoryLimit, MEMORY",
        "Neo.ClientError.Transaction.TransactionTimedOut, SLOW",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration, SLOW",
        "Neo.TransientError.Transaction.DeadlockDetected, TRANSIENT",
        "Neo.TransientError.Transaction.LockClientStopped, SLOW",
        "Neo.TransientError.Transaction.Terminated, SLOW",
        "Neo.TransientError.Transaction.LockAcquisitionTimeout, TRANSIENT",
        "Neo.ClientError.Statement.EntityNotFound, RACE",
        "Neo.ClientError.Schema.ConstraintValidationFailed, RACE",
        "Neo.TransientError.General.DatabaseUnavailable, UNREACHABLE",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase, UNREACHABLE",
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase, UNREACHABLE",
        "Neo.ClientError.Cluster.NotALeader, UNREACHABLE",
        "Neo.TransientError.Transaction.MaximumTransactionLimitReached, UNREACHABLE",
        "Neo.ClientError.Security.Forbidden, UNUSABLE",
        "Neo.ClientError.Database.DatabaseNotFound, UNUSABLE",
        "Neo.ClientError.Statement.TypeError, SUSPECT",
        "Neo.DatabaseError.General.UnknownError, SUSPECT",
        "Neo.DatabaseError.Transaction.TransactionCommitFailed, UNREACHABLE",
        "Neo.DatabaseError.Transaction.TransactionLogError, UNREACHABLE",
    })
    void shouldKnowWhatACodeMeansForTheRows(String code, DatabaseFailureKind kind) {
        Neo4jException failure = code.contains("TransientError")
                ? new TransientException(code, "x")
                : code.contains("DatabaseError") ? new DatabaseException(code, "x") : new ClientException(code, "x");

        assertThat(DatabaseFailureKind.of(failure)).isEqualTo(kind);
    }

    @Test
    void shouldClassifyUnusableCertificateFiles() {
        assertThat(DatabaseFailureKind.of(new ClientException("no SSL parameters", new IOException("no PEM"))))
                .isEqualTo(DatabaseFailureKind.UNUSABLE);
        assertThat(DatabaseFailureKind.of(new ClientException(
                        "no client certificate", new RuntimeException(new KeyException("password")))))
                .isEqualTo(DatabaseFailureKind.UNUSABLE);
        assertThat(DatabaseFailureKind.of(new ClientException("anything else", new IllegalArgumentException())))
                .isEqualTo(DatabaseFailureKind.SUSPECT);
    }

    @Test
    void shouldWaitForADatabaseThatAsksForARestart() {
        DatabaseException full = new DatabaseException(
                "Neo.DatabaseError.General.UnknownError",
                "The database has encountered a critical error, and needs to be restarted. Please see database logs.");

        assertThat(DatabaseFailureKind.of(full)).isEqualTo(DatabaseFailureKind.UNREACHABLE);
    }

    /** All pools have the same code; only the setting in the message distinguishes them. */
    @ParameterizedTest
    @CsvSource({
        "db.memory.transaction.max, TOO_LARGE",
        "db.memory.transaction.total.max, MEMORY",
        "dbms.memory.transaction.total.max, MEMORY",
    })
    void shouldDistinguishTheLimitOfOneTransactionFromThatOfAll(String setting, DatabaseFailureKind kind) {
        String message =
                "The allocation of an extra 7.6 MiB would use more than the limit 256.0 MiB. Currently using 249.0"
                        + " MiB. "
                        + setting + " threshold reached";

        assertThat(DatabaseFailureKind.of(
                        new TransientException("Neo.TransientError.General.MemoryPoolOutOfMemoryError", message)))
                .isEqualTo(kind);
    }
}
