package io.cartostream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.testkit.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class WatchedProcessTest {

    @TempDir
    private Path folder;

    private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
    private final List<FakeProcess> started = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldBecomeReadyWhenProbePasses() {
        WatchedProcess child = child(null);
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.STARTING);
        clock.advance(Duration.ofMillis(700));
        last().ready = true;
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.READY);
        assertThat(child.status().readyMs()).isEqualTo(700);
    }

    @Test
    void shouldWaitUntilTheFileExistsWhenOneIsNamed() throws Exception {
        Path file = folder.resolve("deployed");
        WatchedProcess child = child(file);
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.WAITING);
        Files.writeString(file, "");
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.STARTING);
    }

    @Test
    void shouldStayDownUntilTheChosenTimeWhenKilledOnPurpose() throws Exception {
        WatchedProcess child = child(null);
        child.tick();
        last().ready = true;
        child.tick();
        DownUntil.leave(folder, clock.instant().plusSeconds(60));
        last().end(137);
        child.tick();
        clock.advance(Duration.ofSeconds(59));
        child.tick();
        assertThat(started).hasSize(1);
        assertThat(child.status().note()).contains("kept down until");
        clock.advance(Duration.ofSeconds(1));
        child.tick();
        assertThat(started).hasSize(2);
    }

    @Test
    void shouldNotRestartWhenItNeverWasReady() {
        WatchedProcess child = child(null);
        child.tick();
        last().end(3);
        child.tick();
        clock.advance(Duration.ofMinutes(1));
        child.tick();
        assertThat(started).hasSize(1);
        assertThat(child.status().state()).isEqualTo(ProcessState.FAILED);
        assertThat(child.status().note()).contains("exit code 3").contains("before it was ready");
    }

    @Test
    void shouldRestartWithANoteWhenItEndsByItself() {
        WatchedProcess child = ready();
        last().end(137);
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.RESTARTING);
        child.tick();
        assertThat(started).as("not before the pause").hasSize(1);
        clock.advance(Duration.ofMillis(500));
        child.tick();
        last().ready = true;
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.READY);
        assertThat(child.status().restarts()).isEqualTo(1);
        assertThat(said).anySatisfy(line -> assertThat(line).contains("ended by itself (exit code 137)"));
    }

    @Test
    void shouldGiveUpWhenItEndsTooOften() {
        WatchedProcess child = ready();
        for (int i = 0; i <= WatchedProcess.MOST_RESTARTS; i++) {
            last().end(1);
            child.tick();
            clock.advance(Duration.ofSeconds(20));
            child.tick();
        }
        assertThat(started).hasSize(1 + WatchedProcess.MOST_RESTARTS);
        assertThat(child.status().state()).isEqualTo(ProcessState.FAILED);
        assertThat(child.status().note()).contains("6 times in 5 minutes");
    }

    @Test
    void shouldNotCountAsCrashWhenItWasAskedToEnd() {
        WatchedProcess child = ready();
        for (int i = 0; i < 3 * WatchedProcess.MOST_RESTARTS; i++) {
            last().end(143);
            child.tick();
            child.tick();
            last().ready = true;
            child.tick();
        }
        assertThat(child.status().state()).isEqualTo(ProcessState.READY);
        assertThat(said).anySatisfy(line -> assertThat(line).contains("was asked to end"));
    }

    @Test
    void shouldForgetOldEndsWhenTimeHasPassed() {
        WatchedProcess child = ready();
        for (int i = 0; i < 3 * WatchedProcess.MOST_RESTARTS; i++) {
            last().end(1);
            child.tick();
            clock.advance(Duration.ofMinutes(3));
            child.tick();
            last().ready = true;
            child.tick();
        }
        assertThat(child.status().state()).isEqualTo(ProcessState.READY);
    }

    @Test
    void shouldKeepStartingWhileTheProcessWorks() {
        WatchedProcess child = child(null);
        child.tick();
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(9));
            last().work++;
            child.tick();
        }
        assertThat(child.status().state()).isEqualTo(ProcessState.STARTING);
    }

    @Test
    void shouldFailWhenAStartMakesNoProgress() {
        WatchedProcess child = child(null);
        child.tick();
        clock.advance(Duration.ofSeconds(11));
        child.tick();
        assertThat(child.status().state()).isEqualTo(ProcessState.FAILED);
        assertThat(child.status().note()).contains("without progress for 10 s");
        assertThat(last().killed).isTrue();
    }

    private WatchedProcess ready() {
        WatchedProcess child = child(null);
        child.tick();
        last().ready = true;
        child.tick();
        return child;
    }

    private WatchedProcess child(@org.jspecify.annotations.Nullable Path startWhen) {
        ProcessSpec spec = new ProcessSpec(
                "broker",
                List.of("x"),
                Map.of(),
                Map.of(),
                folder,
                folder.resolve("log"),
                new ReadinessProbe(ReadinessProbe.Kind.LOG, "up"),
                startWhen,
                Duration.ofSeconds(10),
                1);
        return new WatchedProcess(
                spec,
                ignored -> {
                    FakeProcess process = new FakeProcess();
                    started.add(process);
                    return process;
                },
                clock,
                said::add);
    }

    private FakeProcess last() {
        return started.get(started.size() - 1);
    }

    private static final class FakeProcess implements WatchedProcess.Running {
        private boolean alive = true;
        private boolean ready;
        private boolean killed;
        private int code;
        private long work;

        void end(int exitCode) {
            alive = false;
            code = exitCode;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public int exitCode() {
            return code;
        }

        @Override
        public void terminate() {
            alive = false;
        }

        @Override
        public void kill() {
            killed = true;
            alive = false;
        }

        @Override
        public long work() {
            return work;
        }

        @Override
        public boolean ready() {
            return ready;
        }
    }
}
