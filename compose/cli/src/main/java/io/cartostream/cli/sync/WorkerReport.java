package io.cartostream.cli.sync;

import io.cartostream.avro.SyncJob;
import io.cartostream.cli.output.JsonOutput;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.FailureText;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.worker.JobOutcome;
import io.cartostream.worker.WorkerListener;

/** Prints a worker's progress: one JSON line for each job on the output, failures on the error output. */
final class WorkerReport implements WorkerListener {

    private final CommandSession session;
    private final RedactionSettings redaction;

    WorkerReport(CommandSession session, RedactionSettings redaction) {
        this.session = session;
        this.redaction = redaction;
    }

    @Override
    public void jobRead(SyncJob job, SyncReport report) {
        new SyncSummary(session, true).print(report);
        redaction.report();
    }

    @Override
    public void jobEnded(SyncJob job, JobOutcome outcome) {
        session.out()
                .println(JsonOutput.line(JsonOutput.object()
                        .put("event", "job")
                        .put("jobId", job.getJobId())
                        .put("account", job.getProvider() + "/" + job.getAccount())
                        .put("state", outcome.failure() == null ? "served" : "failed")
                        .put("failure", outcome.failure())));
    }

    @Override
    public void commitFailed(String position, String reason) {
        session.err()
                .println("the job at " + position + " could not be committed and will be served again: "
                        + FailureText.clean(reason));
    }
}
