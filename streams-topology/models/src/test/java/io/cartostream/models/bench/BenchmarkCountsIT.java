package io.cartostream.models.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graph of 10,000 synthetic instances has as many nodes and relationships as Cartography's. Needs the generator
 * of that input: the file that the environment variable BENCH_GENERATOR names, else {@code ../shared/bench/gen_aws.py}
 * beside the repository.
 */
final class BenchmarkCountsIT {
    private static final int CARTOGRAPHY_NODES = 64_147;
    private static final int CARTOGRAPHY_RELATIONSHIPS = 219_373;

    /** Those whose ends are looked up: INSTANCE_PROFILE from and ASSUMES to what an instance's profile is. */
    private static final int LOOKED_UP = 10_000 + 10_000;

    /** RESOURCE of the account's root principal, which comes with the account itself: not part of the input. */
    private static final int OF_ROOT = 1;

    @Test
    void shouldCountWhatCartographyCounts(@TempDir Path folder) throws Exception {
        String named = System.getenv("BENCH_GENERATOR");
        Path generator = named == null ? Path.of("../../../shared/bench/gen_aws.py") : Path.of(named);
        assumeTrue(Files.isRegularFile(generator), "the generator is not at hand (BENCH_GENERATOR): not counted");
        assumeTrue(generate(generator, folder), "python3 does not run: not counted");
        GraphCount count =
                GraphCount.of(folder, type -> !type.startsWith("s3.")); // Cartography's run was without buckets
        assertThat(sum(count.nodesByLabel())).isEqualTo(CARTOGRAPHY_NODES);
        assertThat(sum(count.relationshipsByType(true))).isEqualTo(CARTOGRAPHY_RELATIONSHIPS - LOOKED_UP - OF_ROOT);
        assertThat(count.lookupsByTarget())
                .containsEntry("INSTANCE_PROFILE AWSInstanceProfile.arn", 10_000)
                .containsEntry("ASSUMES AWSEC2Instance.iaminstanceprofile", 20)
                .containsEntry("TRUSTS_AWS_PRINCIPAL AWSPrincipal.arn", 20);
    }

    private static boolean generate(Path generator, Path folder) throws InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                "python3",
                generator.toString(),
                folder.toString(),
                "--accounts=1",
                "--regions=1",
                "--instances=10000",
                "--seed=42");
        process.redirectErrorStream(true).redirectOutput(new File(folder.toFile(), "log"));
        try {
            Process started = process.start();
            return started.waitFor(2, TimeUnit.MINUTES) && started.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(count -> count).sum();
    }
}
