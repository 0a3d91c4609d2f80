package io.cartostream.engine.lookup;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.MessageCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pending work of one change: a carrier that is paired with all demands, or a demand that is paired with all carriers.
 *
 * @param ofCarrier true if a carrier changed; false if a demand did
 * @param key its key in its store
 * @param cursor the last key of the other store that was paired; null before the first
 * @param provenance what caused it
 */
record FanOut(boolean ofCarrier, String key, @Nullable String cursor, Provenance provenance) {
    private static final String CARRIER = "c";
    private static final String DEMAND = "d";

    FanOut at(@Nullable String newCursor) {
        return new FanOut(ofCarrier, key, newCursor, provenance);
    }

    String name() {
        return CompositeKeys.join(ofCarrier ? CARRIER : DEMAND, key);
    }

    byte[] memo() {
        ByteWriter writer = ByteWriter.versioned().optionalText(cursor);
        MessageCodec.writeProvenance(writer, provenance);
        return writer.toBytes();
    }

    static FanOut of(String name, byte[] memo) {
        List<String> parts = CompositeKeys.split(name);
        ByteReader reader = ByteReader.versioned(memo);
        return new FanOut(
                parts.get(0).equals(CARRIER), parts.get(1), reader.optionalText(), MessageCodec.readProvenance(reader));
    }
}
