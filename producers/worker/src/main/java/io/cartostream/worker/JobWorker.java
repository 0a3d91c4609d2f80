package io.cartostream.worker;

import io.cartostream.avro.SyncJob;
import io.cartostream.contract.Namespace;
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
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One member of the workers' group. A job runs on a separate thread while this one keeps polling with all partitions paused,
 * so that a job may last longer than any poll interval; its offset is committed when it has ended.
 */
public final class JobWorker {

    private static final Duration POLL = Duration.ofMillis(200);

    private final WorkerSettings settings;
    private final JobEnvironment environment;
    private final WorkerListener listener;
    private final WorkerClients clients;
    private boolean busy;

    /** A worker; {@link #run} connects it. */
    public JobWorker(WorkerSettings settings, JobEnvironment environment, WorkerListener listener) {
        this.settings = settings;
        this.environment = environment;
        this.listener = listener;
        this.clients = new WorkerClients(settings.kafka());
    }

    /** The consumer group that all workers of a namespace share. */
    public static String group(Namespace namespace) {
        return namespace.group("workers");
    }

    /**
     * Serves jobs until it is cancelled or, with {@code once}, until no job waits. Call it once.
     *
     * @param publisher where events go; remains the caller's to close
     * @return how many jobs failed for good, each of which is in the dead letters
     * @throws WorkerException if Kafka cannot be used
     */
    public long run(EventPublisher publisher, ShutdownCancellation cancellation) {
        clients.requireTopics();
        long failed = 0;
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread job = new Thread(work, "job");
            job.setDaemon(true);
            return job;
        });
        try (Producer<String, byte[]> producer = clients.producer();
                Consumer<String, byte[]> consumer = clients.consumer();
                KafkaAvroDeserializer jobs = clients.deserializer()) {
            JobRunner runner = new JobRunner(settings, environment, publisher, cancellation, listener);
            JobDeadLetters deadLetters =
                    new JobDeadLetters(producer, clients.topic(TopicName.SYNC_JOBS_DLQ), environment.clock());
            consumer.subscribe(List.of(clients.topic(TopicName.SYNC_JOBS)), new PauseWhileBusy(consumer));
            while (!cancellation.cancelled()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    JobOutcome outcome = serve(record, consumer, jobs, job -> thread.submit(() -> runner.run(job)));
                    if (outcome.abandoned()) {
                        return failed; // not committed: another worker takes it
                    }
                    if (outcome.failure() != null) {
                        deadLetters.send(record, outcome);
                        failed++;
                    }
                    commit(consumer, record);
                }
                if (settings.once() && drained(consumer)) {
                    return failed;
                }
            }
            return failed;
        } catch (KafkaException e) {
            throw clients.failure(e);
        } finally {
            thread.shutdownNow();
        }
    }

    /** Starts a job on its own thread. */
    @FunctionalInterface
    private interface JobStarter {
        Future<JobOutcome> start(SyncJob job);
    }

    private JobOutcome serve(
            ConsumerRecord<String, byte[]> record,
            Consumer<String, byte[]> consumer,
            KafkaAvroDeserializer jobs,
            JobStarter starter) {
        SyncJob job;
        try {
            job = (SyncJob) jobs.deserialize(record.topic(), record.value());
        } catch (SerializationException | ClassCastException e) {
            return JobOutcome.failed("UNDECODABLE", "the job cannot be decoded: " + e.getMessage());
        }
        if (job == null) {
            return JobOutcome.failed("NULL_VALUE", "the job has no value");
        }
        busy = true;
        consumer.pause(consumer.assignment());
        Future<JobOutcome> running = starter.start(job);
        try {
            while (!running.isDone()) {
                consumer.poll(POLL);
            }
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkerException failure) {
                throw failure;
            }
            return JobOutcome.failed("JOB_FAILED", "error of the program: " + WorkerClients.rootMessage(e));
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
            listener.commitFailed(partition + "/" + record.offset(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean drained(Consumer<String, byte[]> consumer) {
        Collection<TopicPartition> assigned = consumer.assignment();
        return !assigned.isEmpty()
                && consumer.endOffsets(assigned).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Partitions that are assigned while a job runs are paused too. */
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
