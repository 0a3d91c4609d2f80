package io.cartostream.cli.graph;

import io.cartostream.cli.session.CommandFailure;
import io.cartostream.cli.session.FailureText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps entity snapshots on disk in buckets by key, so that one bucket fits into memory for a graph of any size. A bucket keeps the order.
 * Closing it deletes the files.
 */
final class SpillFiles implements AutoCloseable {
    static final int BUCKETS = 256;

    private final Path folder;
    private final List<DataOutputStream> buckets = new ArrayList<>(BUCKETS);

    SpillFiles() {
        try {
            folder = Files.createTempDirectory("cartostream-graph-");
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                buckets.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(bucket)), 4096)));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void add(EntitySnapshot snapshot) {
        DataOutputStream out = buckets.get(Math.floorMod(mixed(snapshot.key()), BUCKETS));
        try {
            out.writeByte(snapshot.side().ordinal());
            out.writeByte(snapshot.state().ordinal());
            out.writeInt(snapshot.partition());
            out.writeLong(snapshot.offset());
            out.writeLong(snapshot.hash());
            text(out, snapshot.account());
            text(out, snapshot.key());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Visits the snapshots of a bucket. */
    void read(int bucket, Consumer<EntitySnapshot> visitor) {
        try {
            buckets.get(bucket).flush();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(file(bucket))))) {
                for (int side = in.read(); side >= 0; side = in.read()) {
                    EntitySnapshot.State state = EntitySnapshot.State.values()[in.readByte()];
                    int partition = in.readInt();
                    long offset = in.readLong();
                    long hash = in.readLong();
                    String account = text(in);
                    visitor.accept(new EntitySnapshot(
                            EntitySnapshot.Side.values()[side], text(in), partition, offset, state, hash, account));
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Path file(int bucket) {
        return folder.resolve(Integer.toString(bucket));
    }

    /** The low bits of a string's hash are too similar for consecutive ids. */
    private static int mixed(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static CommandFailure failure(IOException e) {
        return CommandFailure.failed(
                "the comparison cannot write temporary files in " + System.getProperty("java.io.tmpdir") + " ("
                        + FailureText.of(e) + "); choose another directory: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
                e);
    }

    @Override
    public void close() {
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            try {
                buckets.get(bucket).close();
                Files.deleteIfExists(file(bucket));
            } catch (IOException e) {
                folder.toFile().deleteOnExit();
            }
        }
        folder.toFile().delete();
    }
}
