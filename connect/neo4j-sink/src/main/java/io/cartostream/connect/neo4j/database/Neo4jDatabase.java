package io.cartostream.connect.neo4j.database;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/** One database through one driver. Transactions are explicit, because the driver's own retry waits a second and hides its causes. */
public final class Neo4jDatabase implements AutoCloseable {
    private final Driver driver;
    private final SessionConfig session;
    private final TransactionConfig transaction;

    /**
     * @param driver closed with this object
     * @param database name of the database
     * @param timeout after which the server ends a transaction, so that a hanging writer does not keep its locks
     */
    public Neo4jDatabase(Driver driver, String database, Duration timeout) {
        this.driver = driver;
        this.session = SessionConfig.forDatabase(database);
        this.transaction = TransactionConfig.builder()
                .withTimeout(timeout)
                .withMetadata(Map.of("app", "cartostream-neo4j-sink"))
                .build();
    }

    /** Runs the work in one transaction, once. Commits when the work returns, and rolls back when it throws. */
    public <T> T write(Function<Transaction, T> work) {
        try (Session s = driver.session(session);
                Transaction tx = s.beginTransaction(transaction)) {
            T result = work.apply(tx);
            tx.commit();
            return result;
        }
    }

    /** Runs the work in a transaction and rolls it back. */
    public void tryOut(Consumer<Transaction> work) {
        try (Session s = driver.session(session);
                Transaction tx = s.beginTransaction(transaction)) {
            work.accept(tx);
            tx.rollback();
        }
    }

    /**
     * Runs a statement in an implicit transaction, which schema commands require.
     *
     * @throws UnreachableException if a later attempt may succeed
     * @throws UnusableException if waiting does not help
     */
    public List<Record> run(String text, Map<String, Object> parameters) {
        try (Session s = driver.session(session)) {
            return s.run(text, parameters).list();
        } catch (Neo4jException | IllegalStateException e) {
            throw DatabaseFailureKind.withoutRows(e);
        }
    }

    /** {@link #write} for work without rows; fails as {@link #run} does. */
    public <T> T writeOnce(Function<Transaction, T> work) {
        try {
            return write(work);
        } catch (Neo4jException | IllegalStateException e) {
            throw DatabaseFailureKind.withoutRows(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
