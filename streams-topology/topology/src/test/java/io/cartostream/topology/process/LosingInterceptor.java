package io.cartostream.topology.process;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Keeps records with a certain header from the thread that polls, and whatever comes with them: to everybody outside it looks as if the task
 * had been lost, which cannot be brought about at will.
 */
public final class LosingInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    static final Header LOST = new Header() {
        @Override
        public String key() {
            return "lost";
        }

        @Override
        public byte[] value() {
            return "yes".getBytes(StandardCharsets.UTF_8);
        }
    };

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.headers().lastHeader(LOST.key()) != null) {
                return ConsumerRecords.empty();
            }
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // nothing to do
    }

    @Override
    public void close() {
        // nothing to close
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // has none
    }
}
