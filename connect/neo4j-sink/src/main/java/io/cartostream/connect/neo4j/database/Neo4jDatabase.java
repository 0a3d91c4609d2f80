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

/** One database through one driver. Transactions are explicit: the driver's own retry waits a second and hides what it retried. */
public final class Neo4jDatabase implements AutoCloseable {
    private final Driver driver;
    private final SessionConfig session;
    private final TransactionConfig transaction;

    /**
     * @param driver closed with this
     * @param database its name
     * @param timeout after which the server ends a transaction, so that a writer that hangs does not hold its locks for ever
     */
    public Neo4jDatabase(Driver driver, String database, Duration timeout) {
        this.driver = driver;
        this.session = SessionConfig.forDatabase(database);
        this.transaction = TransactionConfig.builder()
                .withTimeout(timeout)
                .withMetadata(Map.of("app", "cartostream-neo4j-sink"))
                .build();
    }

    /** Runs the work in one transaction, once. Commits when the work returns, else rolls back. */
    public <T> T write(Function<Transaction, T> work) {
        try (Session s = driver.session(session);
                Transaction tx = s.beginTransaction(transaction)) {
            T result = work.apply(tx);
            tx.commit();
            return result;
        }
    }

    /** Runs the work in a transaction that is rolled back. */
    public void tryOut(Consumer<Transaction> work) {
        try (Session s = driver.session(session);
                Transaction tx = s.beginTransaction(transaction)) {
            work.accept(tx);
            tx.rollback();
        }
    }

    /**
     * Runs a statement in a transaction of its own, as schema commands need it.
     *
     * @throws UnreachableException if it may go well later
     * @throws UnusableException if it will not
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
