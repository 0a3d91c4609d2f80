package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.cli.CliRun;
import io.cartostream.cli.session.CommandSession;
import io.cartostream.cli.session.GlobalOptions;
import io.cartostream.cli.session.ProcessEnvironment;
import io.cartostream.contract.Scope;
import io.cartostream.producer.ReadFailure;
import io.cartostream.producer.provider.AccountRequest;
import io.cartostream.producer.provider.InventoryProviders;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.SyncReport;
import io.cartostream.producer.sync.SyncTally;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SyncOptionsTest {

    private static final PrintWriter NOTICES = new PrintWriter(Writer.nullWriter());

    @TempDir
    Path folder;

    @Test
    void shouldRefuseWithOneLineWhenOptionsAreWrong() {
        assertThat(CliRun.of("sync", "--type", "ec2.instanse"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("did you mean 'ec2.instance'?"));
        assertThat(CliRun.of("sync", "--from-files", "absent").err()).contains("has no readable manifest.jsonl");
        assertThat(CliRun.of("sync", "--role-arn", "admin").err()).contains("is not arn:aws:iam::ACCOUNT:role/NAME");
        assertThat(CliRun.of("sync", "--every", "soon").err()).contains("is not a duration");
        assertThat(CliRun.of("sync", "--parallel", "0").exitCode()).isEqualTo(2);
        assertThat(CliRun.of("sync", "--profil", "x").err())
                .contains("unknown option '--profil'")
                .contains("--profile");
    }

    @Test
    void shouldRefuseWaitOptionsWhenNothingIsAwaited() {
        assertThat(CliRun.of("sync", "--wait-timeout", "1m").err()).contains("--wait-timeout needs --wait");
        assertThat(CliRun.of("sync", "--wait", "--check").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldReadAccountsWithTheirRolesWhenTheFileHasThem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("accounts.txt"), "# ours\n123456789012\n\n210987654321, audit, 7f3a # theirs\n");

        assertThat(AccountFile.read(file))
                .containsExactly(
                        new AccountFile.Line("123456789012", null, null),
                        new AccountFile.Line("210987654321", "audit", "7f3a"));
    }

    @Test
    void shouldNameEachLineWhenAccountsAreMalformed() throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.txt"), "12\n123456789012\nx,y,z,w\n");

        assertThatThrownBy(() -> AccountFile.read(file))
                .hasMessageContaining("accounts.txt:1")
                .hasMessageContaining("accounts.txt:3");
    }

    private static SyncCommand command(String... arguments) {
        SyncCommand command = new SyncCommand(new CommandSession(new GlobalOptions(), ProcessEnvironment.ofProcess()));
        new CommandLine(command).parseArgs(arguments);
        return command;
    }

    @Test
    void shouldTakeTheAccountFromTheRoleWhenItIsGivenByArn() {
        String arn = "arn:aws:iam::123456789012:role/path/audit";
        SyncCommand command = command("--role-arn", arn, "--external-id", "x");

        assertThat(AwsAccountSelector.ofSync(command, Path.of("nowhere"), NOTICES)
                        .accounts(List.of()))
                .containsExactly(new AccountRequest("123456789012", arn, "x", List.of(), List.of()));
    }

    @Test
    void shouldSendTheNameOfARoleWithAJob() {
        assertThat(JobSubmission.roleName("arn:aws:iam::123456789012:role/path/audit"))
                .isEqualTo("path/audit");
        assertThat(JobSubmission.roleName("path/audit")).isEqualTo("path/audit");
        assertThat(JobSubmission.roleName(null)).isNull();
    }

    @Test
    void shouldAskForTheRoleOfAListedAccount() throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.txt"), "123456789012\n");
        SyncCommand command = command("--accounts", file.toString());

        assertThatThrownBy(() ->
                        AwsAccountSelector.ofSync(command, folder, NOTICES).accounts(List.of()))
                .hasMessageContaining("--role-name");
    }

    private static List<String> descriptions(String... arguments) {
        InventoryProviders providers = InventoryProviders.load();
        List<String> found = new ArrayList<>();
        new SourceFactory(providers, providers.catalogue(), command(arguments), Clock.systemUTC(), NOTICES)
                .sources(Path.of("nowhere"))
                .forEachRemaining(source -> {
                    found.add(source.description());
                    source.close();
                });
        return found;
    }

    @Test
    void shouldLeaveAProviderAloneWhenNoTypeOfItIsChosen() {
        assertThat(descriptions("--profile", "x", "--project", "p", "--type", "storage.bucket"))
                .containsExactly("gcp project p");
        assertThat(descriptions("--profile", "x", "--project", "p", "--type", "ec2.vpc"))
                .containsExactly("aws profile x");
        assertThat(descriptions("--profile", "x", "--project", "p")).containsExactly("aws profile x", "gcp project p");
        assertThat(descriptions("--type", "ec2.vpc")).containsExactly("aws account of the credentials");
    }

    @Test
    void shouldRefuseTypesThatNothingWouldRead() {
        refuses("nothing would read storage.bucket: Google Cloud is read with --project", "--type", "storage.bucket");
        refuses("nothing would read storage.bucket", "--type", "ec2.vpc,storage.bucket");
        refuses("nothing would read ec2.vpc: beside --project", "--project", "p", "--type", "ec2.vpc");
    }

    @Test
    void shouldListWhatConflictsWhenAnOptionWouldBeIgnored() {
        refuses("--role-name needs --accounts or --organization", "--role-name", "x");
        refuses("--external-id needs --role-arn, --accounts or --organization", "--external-id", "x");
        refuses(
                "--role-arn and --accounts and --organization and --from-files exclude each other",
                "--role-arn",
                "arn:aws:iam::123456789012:role/x",
                "--accounts",
                "a.txt",
                "--organization",
                "--from-files",
                "d");
        refuses("--project means nothing with --from-files", "--from-files", "d", "--project", "p");
        assertThat(CliRun.of("jobs", "submit", "--accounts", "a", "--organization"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("--accounts and --organization exclude each other"));
        assertThat(CliRun.of("jobs", "submit", "--project", "p", "--role-name", "x")
                        .err())
                .contains("--role-name needs --account");
    }

    private static void refuses(String problem, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "sync";
        System.arraycopy(options, 0, all, 1, options.length);
        CliRun run = CliRun.of(all);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
    }

    @Test
    void shouldCountWhatFailedWhenSummarised() {
        ScopeResult good = result(ScopeResult.State.COMPLETED, null);
        ScopeResult bad = result(
                ScopeResult.State.FAILED,
                new ReadFailure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no"));
        SyncReport some = report(good, bad);

        assertThat(SyncSummary.text(some))
                .isEqualTo("1 scope completed, 20 resources, 2.00 s; 1 failed (nothing of these is deleted)");
    }

    private static SyncReport report(ScopeResult... results) {
        SyncTally tally = new SyncTally();
        List.of(results).forEach(tally::add);
        return tally.report(null, Instant.EPOCH, Duration.ofSeconds(2));
    }

    private static ScopeResult result(ScopeResult.State state, @org.jspecify.annotations.Nullable ReadFailure failure) {
        return new ScopeResult(
                new Scope("aws", "123456789012", "eu-west-1", "ec2.vpc"),
                "s",
                state,
                10,
                0,
                List.of(),
                failure,
                Duration.ZERO);
    }
}
