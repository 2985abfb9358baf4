package throughline.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.OverrideGrantedEncoder;
import throughline.message.Side;

/** Which override an order may use, and what a new day forgets. */
class OverridesTest {
    private final Overrides overrides = new Overrides();

    private void grant(long id, long quantity, long until) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        OverrideGrantedEncoder encoder = new OverrideGrantedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).overrideId(id).accountId(1).instrumentId(2)
            .side(Side.SELL).quantity(quantity).until(until).requestedBy(3).approvedBy(4);
        overrides.apply(new JournalRecord().wrap(buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()));
    }

    @Test
    void theOneAskedForFirstThatFitsIsUsedOnce() {
        grant(20, 100, 50);
        grant(10, 100, 50);
        grant(5, 99, 50);
        assertEquals(10, overrides.find(1, 2, Side.SELL, 100, 49, 0));
        assertEquals(20, overrides.find(1, 2, Side.SELL, 100, 49, 10));
        assertEquals(5, overrides.find(1, 2, Side.SELL, 99, 49, 0));
        assertEquals(0, overrides.find(1, 2, Side.SELL, 101, 49, 0));
        assertEquals(0, overrides.find(1, 2, Side.SELL, 1, 50, 0));
        assertEquals(0, overrides.find(1, 2, Side.SELL_SHORT, 1, 49, 0));
        assertEquals(0, overrides.find(2, 2, Side.SELL, 1, 49, 0));
        overrides.used(10, 77);
        overrides.used(0, 78);
        assertEquals(20, overrides.find(1, 2, Side.SELL, 100, 49, 0));
    }

    @Test
    void aNewDayForgetsWhatIsUsedOrHasRunOut() {
        grant(1, 100, 50);
        grant(2, 100, 60);
        grant(3, 100, 60);
        overrides.used(2, 77);
        overrides.dayOpened(50);
        assertEquals(1, overrides.end());
        assertEquals(3, overrides.id(0));
        assertEquals(3, overrides.find(1, 2, Side.SELL, 1, 59, 0));
        overrides.used(3, 78);
        assertEquals(78, overrides.usedBy(0));
    }
}
