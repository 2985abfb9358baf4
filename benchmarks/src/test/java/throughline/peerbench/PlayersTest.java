package throughline.peerbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** exchange-core and the firm's own offices make the same trades of the same flow as a plain book does. */
final class PlayersTest {
    private static final int COMMANDS = 5_000;

    @Test
    void allMakeTheSameTrades() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("PlayersTest -Dseed=" + seed);
        Flow flow = FlowMaker.make(seed, COMMANDS);
        assertTrue(flow.expected.trades > COMMANDS / 10, flow.told());
        for (Player player : List.of(new CorePlayer(CoreSettings.BLOCKING, false),
            new CorePlayer(CoreSettings.BLOCKING, true), new OwnPlayer(false), new OwnPlayer(true))) {
            assertTrue(player.play(flow) > 0, player.name());
        }
    }

    @Test
    void oneSeedMakesOneFlow() {
        Flow flow = FlowMaker.make(1, COMMANDS);
        Flow again = FlowMaker.make(1, COMMANDS);
        IntStream.range(0, flow.count()).forEach(i -> assertEquals(flow.price[i], again.price[i]));
        assertEquals(flow.expected.toString(), again.expected.toString());
    }
}
