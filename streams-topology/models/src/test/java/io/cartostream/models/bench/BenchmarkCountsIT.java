package io.cartostream.models.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graph of 10,000 synthetic instances has as many nodes and relationships as Cartography's. Needs the generator
 * of that input: the Python file that the environment variable CARTOSTREAM_BENCH_GENERATOR names.
 */
final class BenchmarkCountsIT {
    private static final String VARIABLE = "CARTOSTREAM_BENCH_GENERATOR";
    private static final int CARTOGRAPHY_NODES = 64_147;
    private static final int CARTOGRAPHY_RELATIONSHIPS = 219_373;

    /** Relationships whose ends are looked up: INSTANCE_PROFILE and ASSUMES of each instance. */
    private static final int LOOKED_UP = 10_000 + 10_000;

    /** RESOURCE of the account's root principal: it comes with the account, not from the input. */
    private static final int OF_ROOT = 1;

    @Test
    void shouldCountTheSameGraphAsCartography(@TempDir Path folder) throws Exception {
        String named = System.getenv(VARIABLE);
        assumeTrue(named != null, VARIABLE + " is unset: set it to the Python file that generates the input");
        generate(Path.of(String.valueOf(named)), folder);
        GraphCount count =
                GraphCount.of(folder, type -> !type.startsWith("s3.")); // Cartography's run was without buckets
        assertThat(sum(count.nodesByLabel())).isEqualTo(CARTOGRAPHY_NODES);
        assertThat(sum(count.relationshipsByType(true))).isEqualTo(CARTOGRAPHY_RELATIONSHIPS - LOOKED_UP - OF_ROOT);
        assertThat(count.lookupsByTarget())
                .containsEntry("INSTANCE_PROFILE AWSInstanceProfile.arn", 10_000)
                .containsEntry("ASSUMES AWSEC2Instance.iaminstanceprofile", 20)
                .containsEntry("TRUSTS_AWS_PRINCIPAL AWSPrincipal.arn", 20);
    }

    private static void generate(Path generator, Path folder) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                "python3",
                generator.toString(),
                folder.toString(),
                "--accounts=1",
                "--regions=1",
                "--instances=10000",
                "--seed=42");
        Path log = folder.resolve("log");
        Process started =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = started.waitFor(2, TimeUnit.MINUTES);
        started.destroyForcibly();
        assertThat(ended).as("the generator ends within two minutes").isTrue();
        assertThat(started.exitValue()).as(Files.readString(log)).isZero();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(count -> count).sum();
    }
}
