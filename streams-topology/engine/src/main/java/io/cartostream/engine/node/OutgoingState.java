package io.cartostream.engine.node;

import io.cartostream.engine.codec.Reader;
import io.cartostream.engine.codec.Writer;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.ShapeChange;
import java.util.List;

/**
 * A relationship as its start node knows it. There is one while somebody asserts it.
 *
 * @param forwarded whether the end node's side was told that it stands; then it was told exactly this body
 * @param effective what all contributors say together
 */
record OutgoingState(boolean forwarded, AssertionBody effective) {

    /**
     * Whether one more contributor that says this changes nothing: it says what all say together already, and nothing else
     * before. Which of equals wins does not matter, and what is null for it is null for all.
     */
    boolean covers(List<ShapeChange> changes) {
        for (ShapeChange change : changes) {
            if (change.earlierRanks() != 0 || !effective.equals(change.body())) {
                return false;
            }
        }
        return true;
    }

    byte[] encode() {
        byte[] body = effective.bytes();
        return new Writer(body.length + 2)
                .octet(Writer.VERSION)
                .flag(forwarded)
                .raw(body)
                .toBytes();
    }

    static OutgoingState decode(byte[] encoded) {
        Reader reader = Reader.versioned(encoded);
        return new OutgoingState(reader.flag(), AssertionBody.of(reader.rest()));
    }
}
