package throughline.blotter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import throughline.message.EndReason;
import throughline.message.OrdType;
import throughline.message.OrderCapacity;
import throughline.message.OrderCapturedDecoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.RefuseReason;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Accounts;
import throughline.reference.Instruments;

/** Orders of several users by names that they share, through amendments and business dates, against a map. */
class NamesOfOrdersTest {
    private static final int USERS = 3;
    private static final int NAMES = 40;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Orders orders = new Orders(4, new Accounts(), new Instruments());
    private final OrderCapturedDecoder decoder = new OrderCapturedDecoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final Map<String, Long> named = new HashMap<>();
    private final Map<Long, String> first = new HashMap<>();
    private final Set<Long> ended = new HashSet<>();
    private long id;

    private void capture(int user, String name) {
        id += random.nextInt(1, 3_000);
        new OrderCapturedEncoder().wrap(buffer, 0).quantity(1).price(1).bodyHash(id).businessDate(1).accountId(0)
            .instrumentId(0).side(Side.BUY).ordType(OrdType.LIMIT).timeInForce(TimeInForce.GTC)
            .quantityDecimals((short) 0).priceDecimals((short) 0).basketId(0).stopPrice(0).stopPriceDecimals((short) 0)
            .capacity(OrderCapacity.NONE).clOrdId(name).accountName("ACC" + id % 7).symbol(name).strategy("")
            .decisionMaker("").session("").parentId("").locate("");
        decoder.wrap(buffer, 0, OrderCapturedEncoder.BLOCK_LENGTH, OrderCapturedEncoder.SCHEMA_VERSION);
        orders.capture(id, user, id, decoder);
        named.put(user + " " + name, id);
        first.put(id, name);
    }

    private void amend(int user, long order, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        int row = orders.find(order);
        orders.requestReplace(row, 1, new UnsafeBuffer(text), 0, text.length, 1);
        orders.refuseReplace(row, RefuseReason.BY_RISK, random.nextInt(100), 1);
        named.putIfAbsent(user + " " + name, order);
    }

    private void end(long order) {
        if (ended.add(order)) {
            orders.end(orders.find(order), Orders.Status.CANCELED, EndReason.BY_REQUEST, Orders.NONE, 1);
        }
    }

    private void open() {
        orders.dropEnded();
        named.values().removeAll(ended);
        first.keySet().removeAll(ended);
    }

    private void compare(String what) {
        for (int user = 1; user <= USERS; user++) {
            for (int name = 0; name < NAMES; name++) {
                int row = orders.find(user, "N" + name);
                long wanted = named.getOrDefault(user + " N" + name, 0L);
                assertEquals(wanted, row == Orders.NONE ? 0 : orders.id(row), what + ", user " + user + " N" + name);
            }
        }
        first.forEach((order, name) -> assertEquals(name + " " + name + " ACC" + order % 7, orders.clOrdId(
            orders.find(order)) + " " + orders.symbol(orders.find(order)) + " "
            + orders.accountName(orders.find(order)), what));
    }

    @Test
    void eachNameLeadsToItsUsersOrder() {
        for (int i = 0; i < 20_000; i++) {
            int user = random.nextInt(1, USERS + 1);
            String name = "N" + random.nextInt(NAMES);
            Long known = named.get(user + " " + name);
            if (known == null) {
                capture(user, name);
            } else if (random.nextInt(3) == 0) {
                end(known);
            } else if (!ended.contains(known)) {
                amend(user, known, "N" + random.nextInt(NAMES));
            }
            if (random.nextInt(60) == 0) {
                open();
            }
            if (i % 50 == 0) {
                compare("seed " + seed + ", step " + i);
            }
        }
    }
}
