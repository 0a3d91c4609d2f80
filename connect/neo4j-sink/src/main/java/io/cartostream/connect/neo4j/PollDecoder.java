package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.change.ChangeDecoder;
import io.cartostream.connect.neo4j.change.InvalidChangeException;
import io.cartostream.connect.neo4j.metrics.SinkMetrics;
import io.cartostream.connect.neo4j.write.ChangeRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Decodes the records of one poll, keeps the last change of each entity, and reports invalid records. For the task's thread. */
final class PollDecoder {
    private final ChangeDecoder decoder = new ChangeDecoder();
    private final DeadLetterReporter deadLetters;

    /** A poll with its counts. They count once, when the poll is taken over: until then Connect may deliver it repeatedly. */
    record CountedPoll(DecodedPoll poll, int tombstones, int coalesced, int bad) {
        void count(SinkMetrics metrics) {
            metrics.tombstones(tombstones);
            metrics.coalesced(coalesced);
            metrics.badRows(bad);
        }
    }

    PollDecoder(DeadLetterReporter deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** Returns when every invalid record is safe in the dead-letter topic; throws what the reporter throws. */
    CountedPoll decode(Collection<SinkRecord> records) {
        Map<String, ChangeRow> rows = new LinkedHashMap<>();
        Map<TopicPartition, Long> first = new HashMap<>();
        Map<TopicPartition, Long> last = new HashMap<>();
        int decoded = 0;
        int tombstones = 0;
        List<DeadLetterReporter.Letter> bad = new ArrayList<>();
        for (SinkRecord record : records) {
            TopicPartition partition = DecodedPoll.partition(record);
            first.merge(partition, record.originalKafkaOffset(), Math::min);
            last.merge(partition, record.originalKafkaOffset(), Math::max);
            if (record.value() == null) {
                tombstones++;
                continue;
            }
            try {
                ChangeRow row = new ChangeRow(decoder.decode(record.key(), record.value()), record);
                rows.put(row.change().key(), row);
                decoded++;
            } catch (InvalidChangeException e) {
                bad.add(new DeadLetterReporter.Letter(record, e));
            }
        }
        deadLetters.report(bad);
        return new CountedPoll(
                new DecodedPoll(rows.values(), first, last), tombstones, decoded - rows.size(), bad.size());
    }
}
