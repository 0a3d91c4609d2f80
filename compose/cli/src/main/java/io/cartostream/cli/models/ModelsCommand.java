package io.cartostream.cli.models;

import io.cartostream.cli.session.CommandSession;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Model files. */
@Command(
        name = "models",
        header = "Check models of your own, and see what they make of a payload.",
        footer = {"", "Examples:", "  cartostream models check my-models/"})
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final CommandSession session;

    ModelsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? check.");
    }

    @Command(
            name = "check",
            header = "Compile models and show what they declare, or the facts of a payload.",
            description = {
                "Compile a model file, or a folder of them, together with the built-in models.",
                "Errors are told with file, line and reason. With a payload: the facts that come out of it."
            },
            footer = {
                "",
                "Examples:",
                "  cartostream models check my-models/",
                "  cartostream models check sqs.yaml --payload queue.json",
                "  aws sqs get-queue-attributes … | cartostream models check sqs.yaml --payload - --type sqs.queue"
            })
    int check(
            @Parameters(
                            paramLabel = "FILE|FOLDER",
                            description = "YAML files; see _docs/guide/write-a-model.md for the language.")
                    Path models,
            @Option(
                            names = "--payload",
                            paramLabel = "FILE",
                            description =
                                    "JSON: an item, or an answer of the type's operation. - reads standard input.")
                    @Nullable
                    Path payload,
            @Option(
                            names = "--type",
                            paramLabel = "TYPE",
                            description = "The payload's resource type. Needed if the models declare several.")
                    @Nullable
                    String type,
            @Option(
                            names = "--account",
                            paramLabel = "ID",
                            defaultValue = "000000000000",
                            description = "What $account is. Default: ${DEFAULT-VALUE}.")
                    String account,
            @Option(
                            names = "--region",
                            paramLabel = "REGION",
                            defaultValue = "eu-west-1",
                            description = "What $region is. Default: ${DEFAULT-VALUE}.")
                    String region) {
        ModelsCheck check = new ModelsCheck(session, models);
        if (payload == null) {
            check.list();
        } else {
            check.facts(payload, type, account, region);
        }
        return 0;
    }
}
