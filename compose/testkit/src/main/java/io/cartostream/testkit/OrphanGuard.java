package io.cartostream.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Kills a process when this JVM ends without closing it, however it ends: a shell waits at a pipe from this JVM, which the operating
 * system closes.
 */
final class OrphanGuard {

    private static final String SCRIPT = "read -r released || kill -9 \"$0\" 2>/dev/null";

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    /** Watches a process until {@link #release}. */
    static OrphanGuard of(long pid) throws IOException {
        return new OrphanGuard(new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Ends the watch. Call it when the process has ended, because its id may be used again. */
    void release() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("released\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            shell.destroyForcibly(); // it has ended, or does not read
        }
    }
}
