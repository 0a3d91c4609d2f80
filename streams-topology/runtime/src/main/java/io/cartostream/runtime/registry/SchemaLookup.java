package io.cartostream.runtime.registry;

import io.cartostream.runtime.deadletter.DeadLetterReason;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds writer schemas by id, and keeps two failures apart. An id that the registry does not know is a fault of the record. A
 * registry that does not answer is retried and then reported as {@link RegistryUnavailableException}, so that it never
 * causes a dead letter. Safe for many threads.
 */
public final class SchemaLookup {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookup.class);
    private static final int NOT_FOUND = 404;
    private static final int NOT_FOUND_CODES = 404_00;
    private static final int CODES_PER_STATUS = 100;
    private static final long FIRST_PAUSE_MS = 100;

    private final RegistryAccess registry;
    private final Duration patience;
    private final RetryPause pause;
    private final InstantSource clock;
    private final ConcurrentMap<Integer, Schema> known = new ConcurrentHashMap<>();

    /**
     * Creates a lookup with an empty cache.
     *
     * @param patience how long one lookup may take while the registry is unreachable, the time of the calls included
     */
    public SchemaLookup(RegistryAccess registry, Duration patience, RetryPause pause, InstantSource clock) {
        this.registry = registry;
        this.patience = patience;
        this.pause = pause;
        this.clock = clock;
    }

    Schema writerSchema(int id) throws UnreadableRecordException {
        Schema schema = known.get(id);
        if (schema == null) {
            schema = askPatiently(id);
            known.put(id, schema);
        }
        return schema;
    }

    private Schema askPatiently(int id) throws UnreadableRecordException {
        Instant until = clock.instant().plus(patience);
        long wait = FIRST_PAUSE_MS;
        while (true) {
            try {
                return ask(id);
            } catch (RegistryUnavailableException e) {
                long left = Duration.between(clock.instant(), until).toMillis();
                if (left <= 0) {
                    throw e;
                }
                LOG.debug("Schema {} cannot be read yet: {}", id, e.getMessage());
                pause.millis(Math.min(wait, left));
                wait *= 2;
            }
        }
    }

    private Schema ask(int id) throws UnreadableRecordException {
        try {
            ParsedSchema parsed = registry.client().getSchemaById(id);
            if (parsed.rawSchema() instanceof Schema schema) {
                return schema;
            }
            throw new UnreadableRecordException(
                    DeadLetterReason.WRONG_SCHEMA, "schema " + id + " is not an Avro schema");
        } catch (RestClientException e) {
            if (isUnknownId(e)) {
                throw new UnreadableRecordException(
                        DeadLetterReason.UNKNOWN_SCHEMA, "the schema registry does not know schema id " + id);
            }
            throw new RegistryUnavailableException(
                    "the schema registry answers " + e.getStatus() + " when asked for schema " + id + ": "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("Invalid schema")) {
                throw new UnreadableRecordException(
                        DeadLetterReason.WRONG_SCHEMA, "schema " + id + " is not an Avro schema");
            }
            throw new RegistryUnavailableException("the schema registry cannot be reached: " + e, e);
        }
    }

    /** A plain 404 may come from a wrong path or a proxy. The registry itself adds code 40403 (its in-memory double 40401). */
    private static boolean isUnknownId(RestClientException e) {
        return e.getStatus() == NOT_FOUND && e.getErrorCode() / CODES_PER_STATUS * CODES_PER_STATUS == NOT_FOUND_CODES;
    }
}
