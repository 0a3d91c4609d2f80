package io.cartostream.runtime.run;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.IndexType;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the total memory of all state stores of the process: they share one block cache, which includes the write buffers.
 * By default each store of each partition has its own cache.
 */
public final class RocksMemory implements RocksDBConfigSetter {

    /** Bytes for blocks, indexes, filters and write buffers; an additional Kafka Streams setting. */
    public static final String BYTES_CONFIG = "cartostream.state.memory.bytes";

    private static final long BLOCK_BYTES = 8 * 1024;
    private static final int INDEX_BLOCK_BYTES = 4 * 1024;
    private static final double BLOOM_BITS = 10;
    private static final double MEMTABLE_BLOOM_SHARE = 0.05;
    private static final long LARGEST_WRITE_BUFFER = 16L * 1024 * 1024;
    private static final long SMALLEST_WRITE_BUFFER = 1024L * 1024;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager buffers, BloomFilter filter, long bytes) {}

    private static synchronized Shared shared(long bytes) {
        if (shared == null) {
            Cache cache = new HyperClockCache(bytes, 0, -1, false);
            shared = new Shared(
                    cache, new WriteBufferManager(bytes / 2, cache), new BloomFilter(BLOOM_BITS, false), bytes);
        }
        return shared;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared memory = shared(Long.parseLong(String.valueOf(configs.get(BYTES_CONFIG))));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setBlockSize(BLOCK_BYTES);
        table.setFilterPolicy(memory.filter());
        // a file's whole index is a megabyte and is decompressed again after each eviction
        table.setIndexType(IndexType.kTwoLevelIndexSearch);
        table.setPartitionFilters(true);
        table.setMetadataBlockSize(INDEX_BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.buffers());
        options.setWriteBufferSize(
                Math.max(SMALLEST_WRITE_BUFFER, Math.min(LARGEST_WRITE_BUFFER, memory.bytes() / 16)));
        options.setMaxWriteBufferNumber(2);
        // a first load looks up keys that do not exist yet, most often recent ones
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE);
        options.setMemtableWholeKeyFiltering(true);
        options.setCompactionStyle(CompactionStyle.LEVEL);
        options.setLevelCompactionDynamicLevelBytes(true);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    /** Does nothing: the shared cache outlives each store. */
    @Override
    public void close(String storeName, Options options) {}
}
