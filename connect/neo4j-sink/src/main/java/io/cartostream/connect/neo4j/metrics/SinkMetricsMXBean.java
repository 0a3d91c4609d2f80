package io.cartostream.connect.neo4j.metrics;

import java.util.Map;

/** The attributes of {@code io.cartostream.connect:type=neo4j-sink,connector=…,task=…}. Counters start with the task. */
public interface SinkMetricsMXBean {
    /** Rows written, after coalescing. */
    long getRowsWritten();

    /** Records that a later record of the same entity replaced within one poll. */
    long getRecordsCoalesced();

    /** Records with a null value, whose entity was deleted long before. */
    long getTombstonesIgnored();

    /** Transactions that wrote rows. */
    long getBatches();

    /** Rows reported as bad. */
    long getBadRows();

    /** Nodes created because a relationship needed an end. */
    long getBareEndsCreated();

    /** Superfluous bare ends deleted. */
    long getBareEndsRemoved();

    /** Bare ends in the graph, counted about once a minute; -1 before the first count. */
    long getBareEnds();

    /** Repeated transactions, by the last part of Neo4j's status code. */
    Map<String, Long> getRetriesByCause();

    /** Times that a transaction took more memory or time than the server allows, so that the next ones are smaller. */
    long getBatchesHalved();

    /** Times that the database could not be reached. */
    long getUnreachable();

    /** Median of the milliseconds from observation to commit, over the newest rows (at most 4,096). */
    long getObservationToCommitMillisP50();

    /** The same, 95th percentile. */
    long getObservationToCommitMillisP95();

    /** The same, 99th percentile. */
    long getObservationToCommitMillisP99();

    /** The same, of the last row. */
    long getObservationToCommitMillisLast();
}
