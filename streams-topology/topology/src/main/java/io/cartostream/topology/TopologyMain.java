package io.cartostream.topology;

import io.cartostream.contract.Namespace;
import io.cartostream.contract.TopicName;
import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.runtime.config.ConfigSources;
import io.cartostream.runtime.config.InvalidConfigException;
import io.cartostream.runtime.registry.RegistryAccess;
import io.cartostream.runtime.run.FailurePolicy;
import io.cartostream.runtime.start.FatalStartException;
import io.cartostream.topology.config.TopologyConfig;
import io.cartostream.topology.inventory.InventoryRebuild;
import io.cartostream.topology.modelchange.ModelsInForce;
import io.cartostream.topology.modelchange.preview.ModelChangeCommand;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the application. Exit codes: 0 after a finished action or a stop by signal; 1 if the application cannot start or had
 * to stop, after one line on stderr; 2 for invalid settings or arguments, one line each.
 */
public final class TopologyMain {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyMain.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** No valid record has a longer value. Prevents a corrupt length from allocating gigabytes. */
    private static final String AVRO_LIMIT = Integer.toString(64 * 1024 * 1024);

    private static final List<String> AVRO_LIMITS = List.of(
            "org.apache.avro.limits.string.maxLength",
            "org.apache.avro.limits.bytes.maxLength",
            "org.apache.avro.limits.collectionItems.maxLength");

    private TopologyMain() {}

    /** Runs the requested action, or the application until a signal or a failure stops it. */
    public static void main(String[] arguments) throws InterruptedException {
        AVRO_LIMITS.stream()
                .filter(limit -> System.getProperty(limit) == null)
                .forEach(limit -> System.setProperty(limit, AVRO_LIMIT));
        int code = run(CommandLine.parse(List.of(arguments)), System.getenv(), System.out, System.err);
        System.exit(code);
    }

    static int run(CommandLine line, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        try {
            return switch (line.action()) {
                case HELP -> print(CommandLine.help(), out, 0);
                case DESCRIBE -> print(describe(), out, 0);
                case REFUSE -> print(line.error() + "\n", err, USAGE);
                case RUN -> serve(configOf(line, environment), err);
                case PREVIEW_MODELS -> changeModels(configOf(line, environment), false, out);
                case REBUILD -> rebuild(configOf(line, environment), line.rebuildFrom(), out);
                case RAISE_MODELS -> changeModels(configOf(line, environment), true, out);
            };
        } catch (InvalidConfigException e) {
            return print(String.join("\n", e.problems()) + "\n", err, USAGE);
        } catch (FatalStartException e) {
            LOG.debug("Cannot start", e);
            return print(e.getMessage() + "\n", err, FAILED);
        } catch (ModelException e) {
            return print(e.getMessage() + "\n", err, FAILED);
        }
    }

    private static TopologyConfig configOf(CommandLine line, Map<String, String> environment) {
        return TopologyConfig.of(
                ConfigSources.merge(TopologyConfig.definition(), line.config(), environment, line.assignments()));
    }

    private static int print(String text, PrintStream to, int code) {
        to.print(text);
        to.flush();
        return code;
    }

    static String describe() throws ModelException {
        TopologyConfig config =
                TopologyConfig.of(Map.of("bootstrap.servers", "none:0", "schema.registry.url", "mock://describe"));
        ModelSet models = ModelSet.load(null, false);
        return TopologyAssembly.topology(
                        config,
                        models,
                        new ModelsInForce(1, models.epoch(), Instant.EPOCH),
                        new RegistryAccess(config.runtime()),
                        0,
                        () -> {
                            throw new IllegalStateException("--describe reads no payloads");
                        },
                        generation -> false)
                .describe()
                .toString();
    }

    private static int changeModels(TopologyConfig config, boolean raise, PrintStream out) throws ModelException {
        ModelChangeCommand command = new ModelChangeCommand(config, out::println);
        ModelSet models = load(config);
        if (raise) {
            command.raise(models);
        } else {
            command.preview(models);
        }
        return 0;
    }

    private static int rebuild(TopologyConfig config, String from, PrintStream out) {
        Namespace source = namespace(from);
        Namespace target = config.runtime().namespace();
        long resources = InventoryRebuild.of(config.runtime(), source).run();
        return print(
                resources + " resources of " + source.topic(TopicName.INVENTORY_LATEST) + " were sent to "
                        + target.topic(TopicName.INVENTORY_RAW) + "\n",
                out,
                0);
    }

    private static Namespace namespace(String from) {
        try {
            return new Namespace(from);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(List.of("--rebuild-from: " + e.getMessage()));
        }
    }

    private static ModelSet load(TopologyConfig config) throws ModelException {
        ModelSet models = ModelSet.load(config.modelsFolder().orElse(null), config.modelsStrict());
        models.problems().forEach(problem -> LOG.error("{}", problem));
        return models;
    }

    private static int serve(TopologyConfig config, PrintStream err) throws InterruptedException, ModelException {
        ModelSet models = load(config);
        if (!models.frozen().isEmpty()) {
            LOG.warn(
                    "Types with errors in their models are frozen, their facts are kept: {}",
                    models.frozen().stream().sorted().collect(Collectors.joining(", ")));
        }
        LOG.info(
                "Starting {} on {}, {} models, epoch {}",
                config.runtime().applicationId(),
                config.runtime().bootstrapServers(),
                models.types().size(),
                models.epoch());
        RunningTopology application = new TopologyAssembly(config, models).assemble();
        application.start();
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "stop"));
        Throwable failure = application.awaitStop();
        if (failure instanceof FatalStartException) {
            return print(failure.getMessage() + "\n", err, FAILED);
        }
        return failure == null
                ? 0
                : print("stopped by a failure: " + FailurePolicy.lineOf(failure) + "\n", err, FAILED);
    }
}
