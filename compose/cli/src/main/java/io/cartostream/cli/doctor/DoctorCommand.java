package io.cartostream.cli.doctor;

import io.cartostream.cli.output.HumanText;
import io.cartostream.cli.output.OutputFormat;
import io.cartostream.cli.output.ResultList;
import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FormatOption;
import io.cartostream.cli.session.TimeExpressions;
import io.cartostream.cli.sync.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code doctor} command: examines every part of a pipeline, and says what to do about each problem. */
@Command(
        name = "doctor",
        header = "Examine every part of the pipeline, and say what to do about each problem.",
        description = {
            "One line for each check: Kafka, topics, disk, schema registry, Kafka Connect, the sink, Neo4j, the"
                    + " topology, what both have still to read, scopes, held retractions, dead letters, and the"
                    + " credentials of configured providers. Changes nothing.",
            "Exit code 1 if a check failed. A warning alone does not fail the command."
        },
        footer = {"", "Examples:", "  cartostream doctor", "  cartostream doctor --oldest-scope 2h -o json"})
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            defaultValue = "neo4j-sink",
            description = "Name of the sink's connector. Default: ${DEFAULT-VALUE}.")
    String connector;

    @Option(
            names = "--oldest-scope",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = TimeExpressions.DurationConverter.class,
            description = "Age of a scope's last complete sync from which it is a warning. Default: ${DEFAULT-VALUE}.")
    Duration oldestScope;

    @Mixin
    final ConnectionOptions cloud = new ConnectionOptions();

    @Mixin
    final FormatOption format = new FormatOption();

    private final CommandSession session;

    DoctorCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OutputFormat chosen = format.chosen(session);
        HealthReport report = new HealthReport();
        try (PipelineExamination pipeline = new PipelineExamination(session, connector, oldestScope)) {
            pipeline.run(report);
        }
        new CredentialExamination(session, cloud.settings()).run(report);
        print(report, chosen);
        return report.count(HealthState.FAILED) == 0 ? 0 : CommandFailure.FAILED;
    }

    private void print(HealthReport report, OutputFormat chosen) {
        long failed = report.count(HealthState.FAILED);
        long warnings = report.count(HealthState.WARNING);
        String summary = failed + warnings == 0
                ? "everything that could be examined works"
                : failed + " failed, " + HumanText.count(warnings, "warning");
        ResultList.of(HealthReport.Entry::json)
                .stateColumn("STATE", entry -> entry.finding().state().name())
                .column("CHECK", HealthReport.Entry::check)
                .column("FINDING", entry -> entry.finding().text())
                .column("ACTION", entry -> entry.finding().advice())
                .print(
                        new ResultList.Target(
                                session.out(),
                                false,
                                FormatOption.target(session).colours()),
                        chosen,
                        report.entries(),
                        "",
                        List.of(summary));
    }
}
