package io.cartostream.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.avro.FailureReason;
import io.cartostream.cli.CliRun;
import io.cartostream.contract.Scope;
import io.cartostream.producer.Failure;
import io.cartostream.producer.aws.AwsAccount;
import io.cartostream.producer.sync.ScopeResult;
import io.cartostream.producer.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class SyncOptionsTest {

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

    @Test
    void shouldTakeTheAccountFromTheRoleWhenItIsGivenByArn() {
        assertThat(Sources.ofRole("arn:aws:iam::123456789012:role/path/audit", "x"))
                .isEqualTo(new AwsAccount("123456789012", "arn:aws:iam::123456789012:role/path/audit", "x"));
        assertThat(JobSubmission.roleName("arn:aws:iam::123456789012:role/path/audit"))
                .isEqualTo("path/audit");
        assertThatThrownBy(() -> Sources.account("123456789012", null, null)).hasMessageContaining("--role-name");
    }

    @Test
    void shouldCountWhatFailedWhenSummarised() {
        ScopeResult good = result(ScopeResult.State.COMPLETED, null);
        ScopeResult bad = result(
                ScopeResult.State.FAILED,
                new Failure(FailureReason.ACCESS_DENIED, "ec2:DescribeVpcs", "ec2:DescribeVpcs", "no"));
        SyncReport some =
                new SyncReport(List.of(good, bad), List.of(), Map.of(), null, Instant.EPOCH, Duration.ofSeconds(2));
        SyncReport none = new SyncReport(List.of(bad), List.of(), Map.of(), null, Instant.EPOCH, Duration.ofSeconds(2));

        assertThat(SyncSummary.text(some))
                .isEqualTo("1 scope completed, 20 resources, 2.00 s; 1 failed (nothing of these is deleted)");
        assertThat(JobRunner.wholeFailure(some)).isNull();
        assertThat(JobRunner.wholeFailure(none)).isEqualTo(bad.failure());
    }

    private static ScopeResult result(ScopeResult.State state, @org.jspecify.annotations.Nullable Failure failure) {
        return new ScopeResult(
                new Scope("aws", "123456789012", "eu-west-1", "ec2.vpc"), "s", state, 10, 0, failure, Duration.ZERO);
    }
}
