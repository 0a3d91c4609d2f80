package io.cartostream.connect.neo4j.fence;

import static io.cartostream.connect.neo4j.change.CypherNames.FENCE;
import static io.cartostream.connect.neo4j.change.CypherNames.KEY;

/**
 * The Cypher texts of the fences. A text that decides something first sets the key to itself: that changes nothing and locks the
 * fence, so that the decision still holds at the commit.
 */
final class FenceStatements {
    /** Creates the fence or raises its epoch, and returns what it held before. */
    static final String RAISE = """
        MERGE (f:%1$s {%2$s: $key})
        SET f.%2$s = $key
        WITH f
        SET f.epoch = coalesce(f.epoch, 0) + 1, f.cluster = $cluster, f.topic = $topic, f.topicId = $topicId,
            f.partition = $partition, f.writer = $writer, f.connector = $connector
        RETURN f.epoch AS epoch, f.offset AS offset, f.rewind AS rewind, f.time AS time\
        """.formatted(FENCE, KEY);

    static final String REWIND = "MATCH (f:%s {%s: $key}) SET f.rewind = $rewind".formatted(FENCE, KEY);

    static final String TIME = "MATCH (f:%s {%s: $key}) RETURN f.time AS time".formatted(FENCE, KEY);

    /** The fence of a deleted topic of the same name, or of the same topic in another Kafka cluster. */
    static final String FORMER = """
        MATCH (f:%s {topic: $topic, partition: $partition, writer: $writer})
        WHERE f.%s <> $key
        RETURN f.cluster AS cluster, f.time AS time\
        """.formatted(FENCE, KEY);

    static final String FORGET_FORMER = """
        MATCH (f:%s {topic: $topic, partition: $partition, writer: $writer})
        WHERE f.%s <> $key
        DELETE f
        RETURN count(*) AS former\
        """.formatted(FENCE, KEY);

    static final String OTHER_WRITERS = """
        MATCH (f:%s {topic: $topic})
        WHERE f.writer <> $writer
        RETURN f.writer AS writer, max(f.time) AS time, count(*) AS partitions ORDER BY writer\
        """.formatted(FENCE);

    /** Returns how many of the fences still have the given epochs, and records offsets and times on these. */
    static final String CHECK = """
        UNWIND $fences AS fence
        MATCH (f:%1$s {%2$s: fence.key})
        SET f.%2$s = fence.key
        WITH f, fence
        WHERE f.epoch = fence.epoch
        SET f.offset = coalesce(fence.offset, f.offset), f.time = coalesce(fence.time, f.time),
            f.rewind = CASE WHEN fence.offset IS NULL THEN f.rewind END
        RETURN count(f) AS valid\
        """.formatted(FENCE, KEY);

    static final String RELEASE = """
        UNWIND $fences AS fence
        MATCH (f:%1$s {%2$s: fence.key})
        SET f.%2$s = fence.key
        WITH f, fence
        WHERE f.epoch = fence.epoch
        SET f.released = f.epoch\
        """.formatted(FENCE, KEY);

    static final String RELEASED = """
        MATCH (f:%1$s {%2$s: $key})
        WHERE f.epoch > $epoch AND f.released = f.epoch
        RETURN f.epoch\
        """.formatted(FENCE, KEY);

    private FenceStatements() {}
}
