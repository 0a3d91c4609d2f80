package io.cartostream.connect.neo4j.fence;

/**
 * The position of the connector's consumers in a partition, as Kafka reports it.
 *
 * @param committed the offset that they read next; -1 if none is committed
 * @param beginning the first offset that the partition still has
 */
public record ConsumerPosition(long committed, long beginning) {}
