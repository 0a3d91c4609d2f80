package io.cartostream.producer.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cartostream.producer.PageTokens;
import io.cartostream.producer.RawResource;
import io.cartostream.producer.provider.FakeProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {

    private static final int RESERVATIONS = 200_000;
    private static final int READ_AHEAD = 64 * 1024;

    @Test
    void shouldHandOverEachItemBeforeReadingMuchFurther() throws Exception {
        Endless answer = new Endless();
        AtomicLong items = new AtomicLong();
        AtomicLong furthest = new AtomicLong();

        AnswerReader.readItems(
                "big.json", answer, FakeProvider.CATALOGUE.get("ec2.instance"), PageTokens.NONE, item -> {
                    long ahead = answer.position - answer.endOfReservation(items.incrementAndGet());
                    furthest.accumulateAndGet(ahead, Math::max);
                });

        assertThat(items).hasValue(RESERVATIONS);
        assertThat(answer.position).isGreaterThan(10_000_000);
        assertThat(furthest).hasValueLessThan(READ_AHEAD);
    }

    @Test
    void shouldKeepTheItemOfANumberThatIsNone() throws Exception {
        String answer = "{\"Reservations\":[{\"Instances\":[{\"InstanceId\":\"i-1\",\"Price\":NaN}]}]}";
        List<RawResource> items = new ArrayList<>();

        AnswerReader.readItems(
                "f.json",
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                FakeProvider.CATALOGUE.get("ec2.instance"),
                PageTokens.NONE,
                items::add);

        assertThat(items)
                .singleElement()
                .satisfies(item -> assertThat(item.payload().toString()).contains("\"Price\":\"NaN\""));
    }

    /** An answer of many reservations of equal length that exists nowhere as a whole. */
    private static final class Endless extends InputStream {
        private static final byte[] HEAD = "{\"Reservations\":[".getBytes(StandardCharsets.UTF_8);
        private static final int EACH = reservation(0).length;
        private long position;
        private byte[] current = HEAD;
        private int at;
        private int next;

        private static byte[] reservation(int number) {
            String text = String.format(
                    "%s{\"Instances\":[{\"InstanceId\":\"i-%08d\"}],\"ReservationId\":\"r\"}",
                    number == 0 ? " " : ",", number);
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private long endOfReservation(long count) {
            return HEAD.length + count * EACH;
        }

        @Override
        public int read() {
            if (at == current.length) {
                if (next > RESERVATIONS) {
                    return -1;
                }
                current = next < RESERVATIONS ? reservation(next) : "]}".getBytes(StandardCharsets.UTF_8);
                next++;
                at = 0;
            }
            position++;
            return current[at++];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = 0;
            while (count < length) {
                int one = read();
                if (one < 0) {
                    return count == 0 ? -1 : count;
                }
                target[offset + count++] = (byte) one;
            }
            return count;
        }
    }
}
