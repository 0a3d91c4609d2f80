package io.cartostream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanGuardTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Starts a child that never ends, writes the child's process id into a file, and waits. */
    static final class Parent {

        private Parent() {}

        public static void main(String... arguments) throws IOException, InterruptedException {
            Path file = Path.of(arguments[0]);
            JavaProcess child =
                    JavaLaunch.of(CLASS_PATH, Child.class.getName()).start(file.resolveSibling("child.log"));
            Files.writeString(file, Long.toString(child.pid()));
            new CountDownLatch(1).await();
        }
    }

    /** Waits. */
    static final class Child {

        private Child() {}

        public static void main(String... arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void shouldEndTheChildWhenItsParentIsKilled(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pid");
        try (JavaProcess parent = JavaLaunch.of(CLASS_PATH, Parent.class.getName(), file.toString())
                .start(folder.resolve("parent.log"))) {
            Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();

            parent.kill();

            Awaitility.await().until(() -> !child.isAlive());
            assertThat(child.isAlive()).isFalse();
        }
    }
}
