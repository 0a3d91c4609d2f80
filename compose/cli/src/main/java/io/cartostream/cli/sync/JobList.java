package io.cartostream.cli.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cartostream.avro.SyncJob;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.connection.TopicReader;
import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.contract.DeadLetterHeader;
import io.cartostream.contract.TopicName;
import io.cartostream.worker.JobWorker;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/** Lists the jobs of the topic with their states, which follow from the workers' offsets and the dead letters. */
final class JobList {

    private final CommandSession session;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Set<String> failed = new HashSet<>();

    JobList(CommandSession session) {
        this.session = session;
    }

    /** A job and its state: waiting (or being served), served, failed. */
    private record Row(SyncJob job, String state) {

        ObjectNode json() {
            return JsonOutput.object()
                    .put("jobId", job.getJobId())
                    .put("provider", job.getProvider())
                    .put("account", job.getAccount())
                    .put("requestedAt", job.getRequestedAt().toString())
                    .put("requestedBy", job.getRequestedBy())
                    .put("state", state);
        }
    }

    int run(boolean onlyWaiting, OutputFormat format) {
        List<Row> rows = new ArrayList<>();
        try (KafkaClient kafka = KafkaClient.connect(session.settings())) {
            KafkaAvroDeserializer deserializer =
                    RegistryClient.connect(session.settings()).deserializer(true);
            String topic = kafka.existing(TopicName.SYNC_JOBS);
            committed.putAll(kafka.committed(JobWorker.group(session.settings().namespace())));
            TopicReader reader = new TopicReader(kafka);
            reader.toEnd(kafka.existing(TopicName.SYNC_JOBS_DLQ), (Instant) null, this::noteFailed);
            reader.toEnd(topic, (Instant) null, record -> {
                try {
                    if (record.value() != null) {
                        rows.add(new Row((SyncJob) deserializer.deserialize(topic, record.value()), state(record)));
                    }
                } catch (SerializationException | ClassCastException e) {
                    session.err().println("not a job: " + topic + "/" + record.partition() + "/" + record.offset());
                }
                return true;
            });
        }
        if (onlyWaiting) {
            rows.removeIf(row -> !row.state().equals("waiting"));
        }
        print(rows, format);
        return 0;
    }

    private boolean noteFailed(ConsumerRecord<String, byte[]> record) {
        Header partition = record.headers().lastHeader(DeadLetterHeader.PARTITION);
        Header offset = record.headers().lastHeader(DeadLetterHeader.OFFSET);
        if (partition != null && offset != null) {
            failed.add(new String(partition.value(), StandardCharsets.UTF_8) + "/"
                    + new String(offset.value(), StandardCharsets.UTF_8));
        }
        return true;
    }

    private String state(ConsumerRecord<String, byte[]> record) {
        OffsetAndMetadata done = committed.get(new TopicPartition(record.topic(), record.partition()));
        if (done == null || record.offset() >= done.offset()) {
            return "waiting";
        }
        return failed.contains(record.partition() + "/" + record.offset()) ? "failed" : "served";
    }

    private void print(List<Row> rows, OutputFormat format) {
        ResultList.<Row>of(Row::json)
                .column("JOB", row -> row.job().getJobId())
                .column("PROVIDER", row -> row.job().getProvider())
                .column("ACCOUNT", row -> row.job().getAccount())
                .column("REQUESTED", row -> HumanText.age(row.job().getRequestedAt(), session.now()) + " ago")
                .column("BY", row -> row.job().getRequestedBy())
                .stateColumn("STATE", Row::state)
                .print(FormatOption.target(session), format, rows, "no jobs", List.of());
    }
}
