package io.cartostream.cli.sync;

import io.cartostream.avro.SyncJob;
import io.cartostream.cli.connection.EventSender;
import io.cartostream.cli.connection.KafkaClient;
import io.cartostream.cli.connection.RegistryClient;
import io.cartostream.cli.session.CliSettings;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.contract.TopicName;
import io.cartostream.producer.EventPublisher;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One member of the workers' group. A job runs on a thread of its own while this one keeps polling with all partitions
 * paused, so that a job may last longer than any poll interval; its offset is committed when it has ended.
 */
final class JobWorker {

    private static final Duration POLL = Duration.ofMillis(200);

    private final CommandSession session;
    private final WorkerCommand options;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread job = new Thread(work, "job");
        job.setDaemon(true);
        return job;
    });
    private boolean busy;

    JobWorker(CommandSession session, WorkerCommand options) {
        this.session = session;
        this.options = options;
    }

    static String group(CliSettings settings) {
        return settings.namespace().group("workers");
    }

    int run() {
        if (options.parallel < 1 || options.attempts < 1) {
            throw CommandFailure.usage("--parallel and --attempts must be at least 1");
        }
        CliSettings settings = session.settings();
        try (ShutdownCancellation cancellation = ShutdownCancellation.onShutdown();
                KafkaClient kafka = KafkaClient.connect(settings);
                EventPublisher publisher = PublisherFactory.open(settings)) {
            RegistryClient registry = RegistryClient.connect(settings);
            kafka.existing(TopicName.SYNC_JOBS_DLQ);
            String topic = kafka.existing(TopicName.SYNC_JOBS);
            try (EventSender events = new EventSender(kafka, registry);
                    Consumer<String, byte[]> consumer = consumer(kafka, settings)) {
                JobRunner runner = new JobRunner(session, options, publisher, cancellation);
                JobDeadLetters deadLetters = new JobDeadLetters(events, settings.namespace(), session);
                consumer.subscribe(List.of(topic), new PauseWhileBusy(consumer));
                serve(consumer, cancellation, runner, deadLetters, registry.deserializer(true));
            } catch (KafkaException e) {
                throw KafkaClient.failure(settings, e);
            }
        } finally {
            thread.shutdownNow();
        }
        return 0;
    }

    private static Consumer<String, byte[]> consumer(KafkaClient kafka, CliSettings settings) {
        return kafka.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group(settings),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName()));
    }

    private void serve(
            Consumer<String, byte[]> consumer,
            ShutdownCancellation cancellation,
            JobRunner runner,
            JobDeadLetters deadLetters,
            KafkaAvroDeserializer deserializer) {
        while (!cancellation.cancelled()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                JobRunner.Outcome outcome = outcome(record, consumer, runner, deserializer);
                if (outcome.abandoned()) {
                    return; // not committed: another worker takes it
                }
                if (outcome.failure() != null) {
                    deadLetters.send(record, outcome);
                }
                commit(consumer, record);
            }
            if (options.once && drained(consumer)) {
                return;
            }
        }
    }

    private JobRunner.Outcome outcome(
            ConsumerRecord<String, byte[]> record,
            Consumer<String, byte[]> consumer,
            JobRunner runner,
            KafkaAvroDeserializer deserializer) {
        SyncJob job;
        try {
            job = (SyncJob) deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException | ClassCastException e) {
            return JobRunner.Outcome.failed("UNDECODABLE", "the job cannot be decoded: " + e.getMessage());
        }
        if (job == null) {
            return JobRunner.Outcome.failed("NULL_VALUE", "the job has no value");
        }
        busy = true;
        consumer.pause(consumer.assignment());
        Future<JobRunner.Outcome> running = thread.submit(() -> runner.run(job));
        try {
            while (!running.isDone()) {
                consumer.poll(POLL);
            }
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            return JobRunner.Outcome.failed("JOB_FAILED", "error of the program: " + e.getCause());
        } finally {
            busy = false;
            consumer.resume(consumer.paused());
        }
    }

    private void commit(Consumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        } catch (KafkaException e) {
            session.err()
                    .println("the job at " + partition + "/" + record.offset()
                            + " could not be committed and will be served again: " + e.getMessage());
        }
    }

    private static boolean drained(Consumer<String, byte[]> consumer) {
        Collection<TopicPartition> assigned = consumer.assignment();
        return !assigned.isEmpty()
                && consumer.endOffsets(assigned).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Partitions that come in while a job runs are paused too. */
    private final class PauseWhileBusy implements ConsumerRebalanceListener {

        private final Consumer<String, byte[]> consumer;

        PauseWhileBusy(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (busy) {
                consumer.pause(partitions);
            }
        }
    }
}
