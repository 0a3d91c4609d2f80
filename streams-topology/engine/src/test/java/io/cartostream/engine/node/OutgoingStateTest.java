package io.cartostream.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cartostream.engine.codec.ByteContent;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.CodecException;
import io.cartostream.engine.codec.ContentDigest;
import io.cartostream.engine.message.AssertionBody;
import io.cartostream.engine.message.AssertionRank;
import io.cartostream.engine.node.OutgoingState.Sole;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OutgoingStateTest {
    private static final AssertionBody BODY = AssertionBody.of(new TreeSet<>(), new TreeMap<>());
    private static final ByteContent DIGEST = ContentDigest.of("refused");

    @Test
    void shouldReadWhatItWrote() {
        Sole sole = new Sole("aws/1/eu/t/i-1", "t#LINK", AssertionRank.OTHER_ELSEWHERE);
        for (OutgoingState state : new OutgoingState[] {
            new OutgoingState(true, null, BODY, sole),
            new OutgoingState(false, null, BODY, null),
            new OutgoingState(false, DIGEST, null, null),
            new OutgoingState(true, DIGEST, BODY, null)
        }) {
            assertThat(OutgoingState.decode(state.encode())).isEqualTo(state);
        }
    }

    @Test
    void shouldReadEntriesOfTheTimeBeforeTheyHeldTheirContributor() {
        byte[] body = BODY.bytes();
        byte[] encoded = new byte[2 + body.length];
        encoded[0] = 1;
        encoded[1] = 1;
        System.arraycopy(body, 0, encoded, 2, body.length);
        assertThat(OutgoingState.decode(encoded)).isEqualTo(new OutgoingState(true, null, BODY, null));
    }

    @Test
    void shouldNotBeReadByWhatDoesNotKnowOfSuchEntries() {
        byte[] encoded =
                new OutgoingState(true, null, BODY, new Sole("c", "s", AssertionRank.OWNER_IN_OWN_ACCOUNT)).encode();
        assertThatThrownBy(() -> ByteReader.versioned(encoded)).isInstanceOf(CodecException.class);
    }
}
