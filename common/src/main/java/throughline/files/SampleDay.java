package throughline.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Holding;
import throughline.files.ReferenceRows.Instrument;
import throughline.message.AccountKind;
import throughline.reference.Decimals;

/**
 * Makes a trading day of a firm as an order file: the same bytes for the same firm, seed and count.
 *
 * <p>Orders of every account around the reference prices, so that many meet each other or the street: buys and sells,
 * limit and market, day and ioc, round and odd lots, spread over 09:30 to 16:00. Clients sell what they hold, the
 * firm's accounts sell short what they do not. A few orders must be rejected: their {@code clOrdId} ends with
 * {@code -} and the code to expect, see {@link RejectedOrders}. One thread; memory does not grow with the count.
 */
public final class SampleDay {
    /** The seed of the day that {@code ./firm demo} plays. */
    public static final long SEED = 20_261_121L;
    /** The count of orders of that day. */
    public static final int ORDERS = 4_000;

    private static final String HEADER = "time,clOrdId,account,symbol,side,type,timeInForce,quantity,price\n";
    private static final long OPEN_MS = (9 * 60 + 30) * 60_000L;
    private static final long CLOSE_MS = 16 * 3_600_000L;
    private static final int PRINCIPAL_WEIGHT = 4;
    private static final int BASIS_POINTS = 10_000;
    private static final int SPREAD_POINTS = 80;
    private static final int PERCENT = 100;
    private static final int ODD_LOT_PERCENT = 12;
    private static final int MARKET_PERCENT = 20;
    private static final int IOC_PERCENT = 20;
    private static final int MARKET_IOC_PERCENT = 60;
    private static final int ROUND_LOTS = 20;
    private static final int PRICE_DECIMALS = 8;

    private final SplittableRandom random;
    private final int orders;
    private final RejectedOrders rejected;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Instrument> byPopularity;
    private final Map<String, Instrument> instruments = new HashMap<>();
    private final Map<String, List<Holding>> holdings = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private final String prefix;

    private SampleDay(final ReferenceRows firm, final long seed, final int orders) {
        if (orders < 0) {
            throw new IllegalArgumentException("orders must not be negative: " + orders);
        }
        random = new SplittableRandom(seed);
        prefix = "S" + Long.toUnsignedString(seed, 36).toUpperCase(Locale.ROOT) + "-";
        this.orders = orders;
        final Map<String, Integer> holders = new HashMap<>();
        for (final Instrument instrument : firm.instruments()) {
            instruments.put(instrument.symbol(), instrument);
        }
        for (final Holding holding : firm.holdings()) {
            holders.merge(holding.symbol(), 1, Integer::sum);
            holdings.computeIfAbsent(holding.account(), account -> new ArrayList<>()).add(holding);
            held.put(holding.account() + " " + holding.symbol(), holding.quantity());
        }
        byPopularity = new ArrayList<>(firm.instruments());
        byPopularity.sort(Comparator.comparing((Instrument i) -> -holders.getOrDefault(i.symbol(), 0))
            .thenComparing(Instrument::symbol));
        for (final Account account : firm.accounts()) {
            final int weight = account.kind() == AccountKind.OUTSIDE ? 0
                : account.kind() == AccountKind.PRINCIPAL ? PRINCIPAL_WEIGHT : 1;
            for (int i = 0; i < weight; i++) {
                accounts.add(account);
            }
        }
        if (orders > 0 && (accounts.isEmpty() || byPopularity.isEmpty())) {
            throw new IllegalArgumentException("a day needs an account of the firm's and an instrument");
        }
        rejected = new RejectedOrders(firm, accounts);
    }

    /** Writes the day to a file, replacing what is there. */
    public static void write(final ReferenceRows firm, final long seed, final int orders, final Path file)
            throws IOException {
        try (Writer out = Files.newBufferedWriter(file, US_ASCII)) {
            write(firm, seed, orders, out);
        }
    }

    /** Writes the day, header included, in ASCII with LF at each line's end. */
    public static void write(final ReferenceRows firm, final long seed, final int orders, final Appendable out)
            throws IOException {
        final SampleDay day = new SampleDay(firm, seed, orders);
        out.append(HEADER);
        for (int i = 0; i < orders; i++) {
            out.append(day.order(i));
        }
    }

    private CharSequence order(final int index) {
        final long span = CLOSE_MS - OPEN_MS;
        final long from = index * span / orders;
        final long to = Math.max(from + 1, (index + 1) * span / orders);
        line.setLength(0);
        line.append(OPEN_MS + random.nextLong(from, to)).append(',').append(prefix);
        final String number = Integer.toString(index + 1);
        line.append("0".repeat(Math.max(0, 6 - number.length()))).append(number);
        final int kinds = rejected.count(orders);
        if (kinds > 0 && (long) (index + 1) * kinds / orders > (long) index * kinds / orders) {
            rejected.append(line, (int) ((long) index * kinds / orders));
        } else {
            ordinary();
        }
        return line.append('\n');
    }

    private void ordinary() {
        final Account account = accounts.get(random.nextInt(accounts.size()));
        final boolean wantsToSell = random.nextBoolean();
        final List<Holding> mine = holdings.getOrDefault(account.account(), List.of());
        final boolean fromHoldings = wantsToSell && !mine.isEmpty() && !(account.shortSale() && random.nextBoolean());
        final Instrument instrument = fromHoldings
            ? instruments.get(mine.get(random.nextInt(mine.size())).symbol()) : popular();
        final long quantity = quantity() * instrument.lot();
        final boolean sells = wantsToSell && takeHeld(account, instrument, quantity);
        final boolean sellsShort = wantsToSell && !sells && account.shortSale();
        final boolean market = percent(MARKET_PERCENT);
        final boolean immediate = percent(market ? MARKET_IOC_PERCENT : IOC_PERCENT);
        line.append(',').append(account.account()).append(',').append(instrument.symbol()).append(',')
            .append(sells ? "sell" : sellsShort ? "sell_short" : "buy").append(market ? ",market," : ",limit,")
            .append(immediate ? "ioc," : "day,");
        Decimals.append(line, quantity, instrument.quantityScale());
        line.append(',');
        if (!market) {
            Decimals.append(line, price(instrument), PRICE_DECIMALS);
        }
    }

    /** The least of four draws: a few instruments see most of the day's orders, so that these meet. */
    private Instrument popular() {
        final int count = byPopularity.size();
        final int rank = Math.min(Math.min(random.nextInt(count), random.nextInt(count)),
            Math.min(random.nextInt(count), random.nextInt(count)));
        return byPopularity.get(rank);
    }

    private long quantity() {
        return percent(ODD_LOT_PERCENT) ? 1 + random.nextInt(PERCENT - 1)
            : (1L + Math.min(random.nextInt(ROUND_LOTS), random.nextInt(ROUND_LOTS))) * PERCENT;
    }

    private boolean takeHeld(final Account account, final Instrument instrument, final long quantity) {
        final String key = account.account() + " " + instrument.symbol();
        final long left = held.getOrDefault(key, 0L) - quantity;
        if (left < 0) {
            return false;
        }
        held.put(key, left);
        return true;
    }

    /** Within 1.6 percent of the reference, mostly near it: past 1 percent it reaches the street. */
    private long price(final Instrument instrument) {
        final int points = random.nextInt(-SPREAD_POINTS, SPREAD_POINTS + 1)
            + random.nextInt(-SPREAD_POINTS, SPREAD_POINTS + 1);
        final long moved = instrument.priceE8() + instrument.priceE8() / BASIS_POINTS * points;
        return Math.max(instrument.tickE8(), moved / instrument.tickE8() * instrument.tickE8());
    }

    private boolean percent(final int chance) {
        return random.nextInt(PERCENT) < chance;
    }
}
