package io.cartostream.models.bench;

import io.cartostream.models.ModelException;
import io.cartostream.models.ModelSet;
import io.cartostream.models.fact.Fact;
import io.cartostream.models.fact.PayloadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a payload's JSON text to its facts, parsing included. {@code bytes} is the one to read: payload bytes per second on one
 * thread. See {@code streams-topology/models/bench/run}.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NormalisationBenchmark {

    /** The resource type whose payloads are read; of recorded answers also a service, for all of its types. */
    @Param({"ec2.instance", "ec2.network-interface", "ec2.volume", "ec2.security-group"})
    public String type = "";

    /** A folder of recorded answers; empty: the one answer that the tests have for the type. */
    @Param("")
    public String answers = "";

    private @Nullable ModelSet models;
    private List<RecordedAnswers.Payload> payloads = List.of();
    private int next;

    /** Counted beside the operations. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Read {
        /** Of payload JSON, UTF-8. */
        public long bytes;

        /** That came out. */
        public long facts;
    }

    /** Loads the built-in models and reads the payloads. */
    @Setup
    public void read() throws IOException, ModelException {
        ModelSet loaded = ModelSet.load(null, true);
        models = loaded;
        List<RecordedAnswers.Payload> all = answers.isEmpty()
                ? RecordedAnswers.fixture(loaded, Path.of("src", "test", "resources", "fixtures"), type)
                : RecordedAnswers.read(loaded, Path.of(answers));
        payloads = all.stream()
                .filter(payload -> (payload.scope().resourceType() + '.').startsWith(type + '.'))
                .toList();
        if (payloads.isEmpty()) {
            throw new IllegalStateException(
                    "no payload of the type " + type + " in " + (answers.isEmpty() ? "the tests' fixtures" : answers));
        }
    }

    /** One payload after the other, all over again. */
    @Benchmark
    public List<Fact> factsOf(Read read) throws PayloadException {
        RecordedAnswers.Payload payload = payloads.get(next);
        next = (next + 1) % payloads.size();
        List<Fact> facts = Objects.requireNonNull(models).factsOf(payload.scope(), "x", payload.json());
        read.bytes += payload.bytes();
        read.facts += facts.size();
        return facts;
    }
}
