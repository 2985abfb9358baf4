package throughline.twin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import throughline.message.AccountKind;
import throughline.message.AccountStatedDecoder;
import throughline.message.InstrumentStatedDecoder;
import throughline.message.JournalRecord;
import throughline.message.PartyStatedDecoder;
import throughline.message.PriceStatedDecoder;
import throughline.message.RateStatedDecoder;
import throughline.message.SelfTradeMode;
import throughline.message.Standing;
import throughline.message.UserStatedDecoder;
import throughline.reference.Scope;

/** What the front states of the firm: who and what there is, prices and rates. Prices in units, money minor. */
final class Firm {
    /** What is traded. */
    record Instrument(int id, int currency, int scale, boolean open, BigDecimal tick, BigDecimal lot,
        BigDecimal multiplier, String symbol, String sector, String issuer, int sectorId) {
    }

    /** Whose orders there are. */
    record Account(int id, int party, int desk, int group, AccountKind kind, boolean open, boolean sellsShort,
        SelfTradeMode mode, String name, String deskName) {
        boolean isClient() {
            return kind == AccountKind.CLIENT;
        }
    }

    /** Who enters them. */
    record User(int id, int desk, boolean trader, boolean open, String name) {
    }

    /** A reference price, or a rate to the base currency, with its business date and stamp. */
    record Quote(BigDecimal price, int date, long timeNs) {
    }

    private static final Map<Integer, Integer> DECIMALS = new HashMap<>();

    static {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                DECIMALS.put(currency.getNumericCode(), currency.getDefaultFractionDigits());
            }
        }
    }

    final Map<Integer, Instrument> instruments = new TreeMap<>();
    final Map<Integer, Account> accounts = new TreeMap<>();
    final Map<Integer, User> users = new TreeMap<>();
    final Map<Integer, String> parties = new TreeMap<>();
    final Map<Integer, Quote> prices = new HashMap<>();
    final Map<Integer, Quote> rates = new HashMap<>();
    final Map<String, Integer> strategies = new LinkedHashMap<>();
    final Map<String, Integer> sessions = new LinkedHashMap<>();
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    int base = 840;
    int openDate;
    boolean isOpen;

    private static int intern(Map<String, Integer> names, String text) {
        names.putIfAbsent(text, names.size() + 1);
        return names.get(text);
    }

    /** Number of a strategy or session; 0: it has no name. */
    static int take(Map<String, Integer> names, String text) {
        return text.isEmpty() ? 0 : intern(names, text);
    }

    private static String name(Map<String, Integer> names, int id) {
        return names.entrySet().stream().filter(e -> e.getValue() == id).map(Map.Entry::getKey).findFirst().orElse("");
    }

    void instrument(JournalRecord record) {
        InstrumentStatedDecoder d = new InstrumentStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        String symbol = d.symbol();
        intern(texts, symbol);
        intern(texts, d.name());
        String sector = d.sector();
        int sectorId = sector.isEmpty() ? 0 : intern(texts, sector);
        intern(texts, sector);
        String issuer = d.issuer();
        intern(texts, issuer);
        instruments.put(d.instrumentId(), new Instrument(d.instrumentId(), d.currency(), d.quantityScale(),
            d.standing() == Standing.OPEN, BigDecimal.valueOf(d.tickE8(), 8),
            BigDecimal.valueOf(d.lot(), d.quantityScale()), BigDecimal.valueOf(d.multiplier()), symbol, sector, issuer,
            sectorId));
    }

    void account(JournalRecord record) {
        AccountStatedDecoder d = new AccountStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        String name = d.accountName();
        accounts.put(d.accountId(), new Account(d.accountId(), d.partyId(), d.deskId(), d.selfTradeGroup(), d.kind(),
            d.standing() == Standing.OPEN, d.shortSale() != 0, d.selfTradeMode(), name, d.deskName()));
    }

    void user(JournalRecord record) {
        UserStatedDecoder d = new UserStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        boolean trader = d.roles().trader();
        String name = d.userName();
        users.put(d.userId(), new User(d.userId(), d.deskId(), trader, d.standing() == Standing.OPEN, name));
        take(sessions, name);
    }

    void party(JournalRecord record) {
        PartyStatedDecoder d = new PartyStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        parties.put(d.partyId(), d.partyName());
    }

    /** A scope as the outside writes it. */
    String text(long scope) {
        int id = Scope.id(scope);
        int instrument = Scope.instrumentId(scope);
        return switch (Scope.kind(scope)) {
            case NONE -> "";
            case FIRM -> "firm";
            case DESK -> "desk:" + accounts.values().stream().filter(a -> a.desk == id).findFirst().orElseThrow()
                .deskName;
            case TRADER -> "trader:" + users.get(id).name;
            case ACCOUNT -> "account:" + accounts.get(id).name;
            case CLIENT -> "client:" + parties.get(id);
            case STRATEGY -> "strategy:" + name(strategies, id);
            case SESSION -> "session:" + name(sessions, id);
            case SECTOR -> "sector:" + name(texts, id);
            case GROUP -> "group:" + id;
            case INSTRUMENT -> "instrument:" + instruments.get(instrument).symbol;
            case ACCOUNT_INSTRUMENT -> "account:" + accounts.get(id).name + "/instrument:"
                + instruments.get(instrument).symbol;
            default -> throw new IllegalArgumentException("no order warns of " + Scope.kind(scope));
        };
    }

    void price(JournalRecord record) {
        PriceStatedDecoder d = new PriceStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        prices.put(d.instrumentId(),
            new Quote(BigDecimal.valueOf(d.priceE8(), 8), d.businessDate(), record.timeNs()));
    }

    /** Gives the currency, whose instruments are to be marked anew; 0: the rate is not against the base currency. */
    int rate(JournalRecord record) {
        RateStatedDecoder d = new RateStatedDecoder();
        d.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        if (d.quoteCurrency() != base) {
            return 0;
        }
        rates.put(d.currency(), new Quote(BigDecimal.valueOf(d.rateE8(), 8), d.businessDate(), record.timeNs()));
        return d.currency();
    }

    /** A person's own session. */
    int sessionOf(int user) {
        return users.containsKey(user) ? sessions.getOrDefault(users.get(user).name, 0) : 0;
    }

    boolean isPerson(String name) {
        return users.values().stream().anyMatch(u -> u.name.equals(name));
    }

    /** Price of an instrument; 0: none. */
    BigDecimal price(int instrument) {
        return prices.containsKey(instrument) ? prices.get(instrument).price : BigDecimal.ZERO;
    }

    /** What one unit of a currency is worth in the base currency; 0: not known. */
    BigDecimal rate(int currency) {
        return currency == base ? BigDecimal.ONE
            : rates.containsKey(currency) ? rates.get(currency).price : BigDecimal.ZERO;
    }

    /** Value in minor units of the instrument's currency. */
    static BigDecimal minor(Instrument i, BigDecimal quantity, BigDecimal price, RoundingMode rounding) {
        return quantity.multiply(price).multiply(i.multiplier).movePointRight(DECIMALS.get(i.currency))
            .setScale(0, rounding);
    }

    /** Minor units of a currency in minor units of the base, rounded up in magnitude. */
    BigDecimal toBase(BigDecimal minor, int currency, BigDecimal rate) {
        return currency == base ? minor
            : minor.multiply(rate).movePointRight(DECIMALS.get(base) - DECIMALS.get(currency))
                .setScale(0, RoundingMode.UP);
    }

    BigDecimal toBase(BigDecimal minor, int currency) {
        return toBase(minor, currency, rate(currency));
    }

    /** Decimals of a currency. */
    static int decimals(int currency) {
        return DECIMALS.get(currency);
    }
}
