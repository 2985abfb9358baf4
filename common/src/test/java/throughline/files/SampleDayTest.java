package throughline.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Holding;
import throughline.files.ReferenceRows.Instrument;
import throughline.message.AccountKind;
import throughline.message.OrdType;
import throughline.message.Side;
import throughline.message.TimeInForce;
import throughline.reference.Decimals;

final class SampleDayTest {
    private final ReferenceRows firm;
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<OrderLine> ordinary = new ArrayList<>();
    private final Map<String, List<OrderLine>> rejected = new HashMap<>();

    SampleDayTest() throws Exception {
        firm = ReferenceFiles.shipped().read();
        firm.instruments().forEach(instrument -> instruments.put(instrument.symbol(), instrument));
        firm.accounts().forEach(account -> accounts.put(account.account(), account));
        for (final OrderLine line : lines(day(SampleDay.SEED, SampleDay.ORDERS))) {
            final String[] parts = line.clOrdId().split("-");
            if (parts.length == 2) {
                ordinary.add(line);
            } else {
                rejected.computeIfAbsent(parts[2], code -> new ArrayList<>()).add(line);
            }
        }
    }

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers(@TempDir final Path directory) throws Exception {
        final String day = day(SampleDay.SEED, 4_000);
        assertEquals(day, day(SampleDay.SEED, 4_000));
        assertNotEquals(day, day(SampleDay.SEED + 1, 4_000));
        SampleDay.write(firm, SampleDay.SEED, 4_000, directory.resolve("day.csv"));
        assertEquals(day, Files.readString(directory.resolve("day.csv"), US_ASCII));
        assertEquals(531_737_030, day.hashCode(), "the day that ships has changed");
    }

    @Test
    void countIsExactAndIdsAndTimesRise() throws Exception {
        for (final int count : new int[] {0, 1, 19, 20, 500, 30_000}) {
            final List<OrderLine> lines = lines(day(7, count));
            assertEquals(count, lines.size());
            long before = 34_200_000_000_000L;
            final Set<String> ids = new HashSet<>();
            for (final OrderLine line : lines) {
                assertTrue(line.timeNs() >= before && line.timeNs() < 57_600_000_000_000L, line::toString);
                before = line.timeNs();
                assertTrue(ids.add(line.clOrdId()));
            }
        }
    }

    @Test
    void ordinaryOrdersAreGoodOnes() {
        final Map<String, Long> held = new HashMap<>();
        for (final Holding holding : firm.holdings()) {
            held.put(holding.account() + holding.symbol(), holding.quantity());
        }
        for (final OrderLine line : ordinary) {
            final Instrument instrument = instruments.get(line.symbol());
            final Account account = accounts.get(line.account());
            assertTrue(account.kind() != AccountKind.OUTSIDE && line.quantityDecimals() == 0, line::toString);
            if (line.type() == OrdType.LIMIT) {
                final long price = Decimals.rescale(line.price(), line.priceDecimals(), 8);
                assertEquals(0, price % instrument.tickE8(), line::toString);
                assertTrue(Math.abs(price - instrument.priceE8()) <= instrument.priceE8() / 50, line::toString);
            }
            assertFalse(line.side() == Side.SELL_SHORT && !account.shortSale(), line::toString);
            if (line.side() == Side.SELL) {
                final long left = held.merge(line.account() + line.symbol(), -line.quantity(), Long::sum);
                assertTrue(left >= 0, line::toString);
            }
        }
    }

    @Test
    void thereIsSomethingOfEverything() {
        assertEquals(22, ordinary.stream().map(OrderLine::account).distinct().count());
        assertShare(20, 60, ordinary.stream().filter(line -> line.side() == Side.BUY).count());
        assertShare(15, 60, ordinary.stream().filter(line -> line.side() == Side.SELL).count());
        assertShare(2, 30, ordinary.stream().filter(line -> line.side() == Side.SELL_SHORT).count());
        assertShare(15, 25, ordinary.stream().filter(line -> line.type() == OrdType.MARKET).count());
        assertShare(20, 40, ordinary.stream().filter(line -> line.timeInForce() == TimeInForce.IOC).count());
        assertShare(5, 20, ordinary.stream().filter(line -> line.quantity() % 100 != 0).count());
        assertTrue(ordinary.stream().map(OrderLine::symbol).distinct().count() > 300);
    }

    /** A plain walk of the prices: an order meets if it crosses an earlier one of its symbol, or reaches the street. */
    @Test
    void manyOrdersMeet() {
        final Map<String, Long> bestBuy = new HashMap<>();
        final Map<String, Long> bestSell = new HashMap<>();
        int meet = 0;
        for (final OrderLine line : ordinary) {
            final boolean buys = line.side() == Side.BUY;
            final long reference = instruments.get(line.symbol()).priceE8();
            final long price = line.type() == OrdType.MARKET ? buys ? Long.MAX_VALUE : 0
                : Decimals.rescale(line.price(), line.priceDecimals(), 8);
            final long other = buys ? bestSell.getOrDefault(line.symbol(), Long.MAX_VALUE)
                : bestBuy.getOrDefault(line.symbol(), 0L);
            final long street = reference / 100 * (buys ? 101 : 99);
            if (buys ? price >= Math.min(other, street) : price <= Math.max(other, street)) {
                meet++;
            } else if (line.timeInForce() == TimeInForce.DAY) {
                (buys ? bestBuy : bestSell).merge(line.symbol(), price, buys ? Math::max : Math::min);
            }
        }
        assertTrue(meet > ordinary.size() / 3, meet + " of " + ordinary.size());
    }

    @Test
    void eachControlHasOrdersItMustReject() {
        assertEquals(Set.of("UNKNOWN_INSTRUMENT", "UNKNOWN_ACCOUNT", "BAD_TICK", "BAD_LOT", "MAX_ORDER_QTY",
            "MAX_ORDER_VALUE", "PRICE_COLLAR", "POSITION_LIMIT"), rejected.keySet());
        rejected.values().forEach(lines -> assertEquals(3, lines.size()));
        assertFalse(instruments.containsKey(first("UNKNOWN_INSTRUMENT").symbol()));
        assertFalse(accounts.containsKey(first("UNKNOWN_ACCOUNT").account()));
        assertEquals(3, first("BAD_TICK").priceDecimals());
        assertEquals("100.5", first("BAD_LOT").quantityText());
        final OrderLine quantity = first("MAX_ORDER_QTY");
        assertEquals(1_000_001, quantity.quantity());
        assertTrue(valueE8(quantity) <= 25_000_000_000_000_000L);
        final OrderLine value = first("MAX_ORDER_VALUE");
        assertTrue(valueE8(value) > 25_000_000_000_000_000L && value.quantity() <= 100_000, value::toString);
        final OrderLine collar = first("PRICE_COLLAR");
        final long reference = instruments.get(collar.symbol()).priceE8();
        assertTrue(Decimals.rescale(collar.price(), collar.priceDecimals(), 8) > reference + reference / 10);
        final OrderLine position = first("POSITION_LIMIT");
        assertEquals("CL-1020 OGN 200001", position.account() + " " + position.symbol() + " " + position.quantity());
        assertTrue(valueE8(position) <= 25_000_000_000_000_000L);
    }

    private void assertShare(final int atLeast, final int atMost, final long count) {
        final long percent = count * 100 / ordinary.size();
        assertTrue(percent >= atLeast && percent <= atMost, percent + " %");
    }

    private OrderLine first(final String code) {
        return rejected.get(code).get(0);
    }

    private static long valueE8(final OrderLine line) {
        return Math.multiplyExact(line.quantity(), Decimals.rescale(line.price(), line.priceDecimals(), 8));
    }

    private String day(final long seed, final int orders) throws Exception {
        final StringBuilder text = new StringBuilder();
        SampleDay.write(firm, seed, orders, text);
        return text.toString();
    }

    private static List<OrderLine> lines(final String text) throws Exception {
        final List<OrderLine> lines = new ArrayList<>();
        OrderFileTest.all(OrderFile.of(new ByteArrayInputStream(text.getBytes(US_ASCII)), "day"))
            .forEach(line -> lines.add((OrderLine) line));
        return lines;
    }
}
