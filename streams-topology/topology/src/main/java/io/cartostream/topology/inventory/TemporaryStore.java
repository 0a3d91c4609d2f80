package io.cartostream.topology.inventory;

import io.cartostream.engine.store.SortedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** A sorted store on disk for one run, for more entries than fit into memory. Closing it deletes its folder. */
public final class TemporaryStore implements SortedStore, AutoCloseable {

    private final Path folder;
    private final Options options;
    private final WriteOptions writes;
    private final RocksDB database;

    public TemporaryStore() {
        RocksDB.loadLibrary();
        options = new Options().setCreateIfMissing(true);
        writes = new WriteOptions().setDisableWAL(true);
        try {
            folder = Files.createTempDirectory("cartostream");
            database = RocksDB.open(options, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("cannot create a temporary store: " + e.getMessage(), e);
        }
    }

    /** Returns a separate store within this one. No section's name may be a prefix of another's. */
    public SortedStore section(String name) {
        return new Section(name);
    }

    @Override
    public byte @Nullable [] get(String key) {
        try {
            return database.get(bytes(key));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void put(String key, byte[] value) {
        try {
            database.put(writes, bytes(key), value);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            database.delete(writes, bytes(key));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public void scan(String prefix, @Nullable String after, Visitor visitor) {
        String from = after != null && after.compareTo(prefix) > 0 ? after : prefix;
        try (RocksIterator entries = database.newIterator()) {
            for (entries.seek(bytes(from)); entries.isValid(); entries.next()) {
                String key = new String(entries.key(), StandardCharsets.UTF_8);
                if (!key.startsWith(prefix)) {
                    return;
                }
                if (!key.equals(after) && !visitor.visit(key, entries.value())) {
                    return;
                }
            }
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("the temporary store failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        database.close();
        writes.close();
        options.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Section implements SortedStore {
        private final String name;

        Section(String name) {
            this.name = name;
        }

        @Override
        public byte @Nullable [] get(String key) {
            return TemporaryStore.this.get(name + key);
        }

        @Override
        public void put(String key, byte[] value) {
            TemporaryStore.this.put(name + key, value);
        }

        @Override
        public void delete(String key) {
            TemporaryStore.this.delete(name + key);
        }

        @Override
        public void scan(String prefix, @Nullable String after, Visitor visitor) {
            TemporaryStore.this.scan(
                    name + prefix,
                    after == null ? null : name + after,
                    (key, value) -> visitor.visit(key.substring(name.length()), value));
        }
    }
}
