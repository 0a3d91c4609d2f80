package io.cartostream.engine.lookup;

import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CompositeKeys;
import io.cartostream.engine.message.MessageCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one carrier that all demands must learn of, or of one demand that must reach all carriers.
 *
 * @param ofCarrier which of the two changed
 * @param key its key in its store
 * @param cursor the last key of the other store that was served; null: none yet
 * @param provenance what caused it
 */
record FanOut(boolean ofCarrier, String key, @Nullable String cursor, Provenance provenance) {

    FanOut at(@Nullable String newCursor) {
        return new FanOut(ofCarrier, key, newCursor, provenance);
    }

    String name() {
        return CompositeKeys.join(ofCarrier ? "c" : "d", key);
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
                parts.get(0).equals("c"), parts.get(1), reader.optionalText(), MessageCodec.readProvenance(reader));
    }
}
