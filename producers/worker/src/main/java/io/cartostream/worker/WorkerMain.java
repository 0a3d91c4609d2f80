package io.cartostream.worker;

import io.cartostream.avro.SyncJob;
import io.cartostream.producer.EventPublisher;
import io.cartostream.producer.PublishException;
import io.cartostream.producer.catalogue.CatalogueException;
import io.cartostream.producer.catalogue.CatalogueFolder;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.publish.KafkaEventPublisher;
import io.cartostream.producer.sync.SyncReport;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker as a process: {@code WorkerMain --config FILE}. Exit codes: 0 served until it was stopped, 1 failed, 2 wrong
 * configuration.
 */
public final class WorkerMain {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private WorkerMain() {}

    /** Runs until the process is asked to end. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            LOG.error("usage: WorkerMain --config FILE");
            return USAGE;
        }
        WorkerConfig config;
        CatalogueFolder.Merged catalogue;
        try {
            config = WorkerConfig.of(InventoryProviders.load(), properties(Path.of(arguments[1])));
            catalogue = config.catalogue();
        } catch (IOException e) {
            LOG.error("cannot read {}: {}", arguments[1], e.getMessage());
            return USAGE;
        } catch (IllegalArgumentException | CatalogueException e) {
            LOG.error("{}: {}", arguments[1], e.getMessage());
            return USAGE;
        }
        catalogue.problems().forEach(problem -> LOG.warn("catalogue: {} (this file is left out)", problem));
        return serve(config.settings(), config.environment(catalogue));
    }

    private static int serve(WorkerSettings settings, JobEnvironment environment) {
        try (ShutdownCancellation cancellation = ShutdownCancellation.onShutdown();
                EventPublisher publisher = KafkaEventPublisher.open(settings.kafka())) {
            LOG.info("serving jobs of {}", settings.kafka());
            new JobWorker(settings, environment, new JobLog()).run(publisher, cancellation);
            return 0;
        } catch (PublishException | WorkerException e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        }
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> texts = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> texts.put(key, properties.getProperty(key).strip()));
        return texts;
    }

    /** Logs one line for each job. */
    private static final class JobLog implements WorkerListener {

        @Override
        public void jobRead(SyncJob job, SyncReport report) {
            LOG.info(
                    "{}/{}: {} scopes completed, {} failed, {} resources",
                    job.getProvider(),
                    job.getAccount(),
                    report.completedCount(),
                    report.failedCount(),
                    report.items());
            report.failed().forEach(group -> {
                if (group.first() != null) {
                    LOG.warn(
                            "{} of {} scopes: {}",
                            group.resourceType(),
                            group.count(),
                            group.first().line());
                }
            });
        }

        @Override
        public void jobEnded(SyncJob job, JobOutcome outcome) {
            if (outcome.failure() == null) {
                LOG.info("job {} served", job.getJobId());
            } else {
                LOG.warn("job {} failed: {}", job.getJobId(), outcome.failure());
            }
        }

        @Override
        public void commitFailed(String position, String reason) {
            LOG.warn("the job at {} could not be committed and will be served again: {}", position, reason);
        }
    }
}
