package io.cartostream.connect.neo4j;

import io.cartostream.connect.neo4j.testing.ChangeRecords;
import io.cartostream.testkit.Neo4jProcess;
import io.confluent.connect.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task fed as a worker feeds it: Avro bytes are converted on the task's thread, 4,000 records a poll. Prints rows per second and the
 * processor seconds of both sides. Not a test: run the main with the test class path (system properties {@code rows}, {@code rounds}).
 */
final class TaskBench {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 4);
    private static final int POLL = 4_000;

    private static Schema schema = ChangeRecords.SCHEMA;

    private TaskBench() {}

    public static void main(String[] arguments) throws IOException {
        Neo4jProcess neo4j = Neo4jProcess.empty();
        try (TaskHarness task = new TaskHarness(neo4j, Map.of()).start()) {
            for (int round = 1; round <= ROUNDS; round++) {
                List<Bytes> log = log(round);
                double client = clientCpuSeconds();
                double server = neo4j.cpuSeconds();
                long begin = System.nanoTime();
                run(task, log);
                double seconds = (System.nanoTime() - begin) / 1e9;
                System.out.printf(
                        "round %d: %7.0f rows/s, %6.2f s; CPU s: client %5.2f, Neo4j %5.2f%n",
                        round, ROWS / seconds, seconds, clientCpuSeconds() - client, neo4j.cpuSeconds() - server);
            }
        }
        System.exit(0);
    }

    private record Bytes(String key, int partition, long offset, byte[] value) {}

    private static List<Bytes> log(int round) throws IOException {
        ChangeRecords records = new ChangeRecords(TaskHarness.PARTITIONS);
        AvroData avro = new AvroData(100);
        List<Bytes> log = new ArrayList<>(ROWS);
        for (int i = 0; i < ROWS; i++) {
            String id = "b" + round + "-" + i;
            Map<String, Object> properties = new HashMap<>();
            properties.put("id", id);
            for (int p = 0; p < 8; p++) {
                properties.put("property" + p, "some value of " + id + p);
            }
            SinkRecord record = records.nodeUpsert("Host", id, List.of("Host"), properties);
            var out = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            GenericRecord value = (GenericRecord) avro.fromConnectData(record.valueSchema(), record.value());
            schema = value.getSchema();
            new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
            encoder.flush();
            log.add(new Bytes((String) record.key(), record.kafkaPartition(), record.kafkaOffset(), out.toByteArray()));
        }
        return log;
    }

    private static void run(TaskHarness task, List<Bytes> log) throws IOException {
        AvroData avro = new AvroData(100);
        var reader = new GenericDatumReader<GenericRecord>(schema);
        BinaryDecoder decoder = null;
        List<SinkRecord> poll = List.of();
        for (int from = 0; from < log.size(); from += POLL) {
            poll = new ArrayList<>(POLL);
            for (Bytes bytes : log.subList(from, Math.min(log.size(), from + POLL))) {
                decoder = DecoderFactory.get().binaryDecoder(bytes.value(), decoder);
                SchemaAndValue value = avro.toConnectData(schema, reader.read(null, decoder));
                poll.add(new SinkRecord(
                        ChangeRecords.TOPIC,
                        bytes.partition(),
                        null,
                        bytes.key(),
                        value.schema(),
                        value.value(),
                        bytes.offset(),
                        1L,
                        TimestampType.CREATE_TIME));
            }
            deliver(task, poll);
        }
        task.put(poll.subList(poll.size() - 1, poll.size()));
    }

    /** As a worker does: what a put refuses is put again. */
    private static void deliver(TaskHarness task, List<SinkRecord> poll) {
        for (boolean taken = false; !taken; ) {
            try {
                task.task().put(poll);
                taken = true;
            } catch (RetriableException e) {
                System.out.println("again: " + e.getMessage());
            }
        }
    }

    private static double clientCpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
