package throughline.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Cash;
import throughline.files.ReferenceRows.CashKind;
import throughline.files.ReferenceRows.CustodianRule;
import throughline.files.ReferenceRows.Holding;
import throughline.files.ReferenceRows.Instrument;
import throughline.files.ReferenceRows.Limit;
import throughline.files.ReferenceRows.Outcome;
import throughline.files.ReferenceRows.Party;
import throughline.files.ReferenceRows.Street;
import throughline.files.ReferenceRows.Tick;
import throughline.files.ReferenceRows.User;
import throughline.message.AccountKind;
import throughline.message.CostMethod;
import throughline.message.PartyKind;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;

/**
 * What each reference file's columns mean. Files come in the order in which they refer to each other; a name counts as
 * known once its line was seen, also where that line is bad otherwise, so that a mistake is reported once. One thread.
 */
final class ReferenceReader {
    private static final int PRICE_DECIMALS = 8;
    private static final int MAX_DAYS = 365;
    private static final int MAX_TABLE = 9_999;
    private static final int MAX_TABLE_ROWS = 100;
    private static final int PERCENT_DECIMALS = 2;
    private static final String GROUP = "group:";
    private static final int MAX_GROUP = (1 << 28) - 1;
    private static final int MAX_BAND_BPS = 10_000;

    /** How an account's obligations settle. */
    private enum Settlement {
        GROSS, NET
    }

    private final Problems problems;
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Cash> cash = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<CustodianRule> custodianRules = new ArrayList<>();
    private final List<Street> streets = new ArrayList<>();

    private final Map<String, Instrument> instrumentBySymbol = new HashMap<>();
    private final Map<String, PartyKind> kindByParty = new HashMap<>();
    private final Map<String, AccountKind> kindByAccount = new HashMap<>();
    private final FeeLines fees = new FeeLines(kindByAccount);
    private final Set<String> desks = new HashSet<>();
    private final Set<String> sectors = new HashSet<>();
    /** Numbers of the self-trade groups, by what they may be called. */
    private final Map<String, String> groups = new HashMap<>();
    private final Set<String> clients = new HashSet<>();
    private final Set<String> traders = new HashSet<>();
    private final TreeMap<Integer, TreeMap<Long, Long>> tickTables = new TreeMap<>();

    ReferenceReader(final Problems problems) {
        this.problems = problems;
    }

    void read(final String file, final InputStream in) throws IOException {
        switch (file) {
            case "ticks.csv" -> {
                table(file, "table", "fromPrice", "tick").read(in, this::tick);
                requireWholeTables(file);
            }
            case "instruments.csv" -> table(file, "symbol", "name", "sector", "currency", "tick", "lot", "multiplier",
                "quantityScale", "price").optional("tickTable", "bandPercent", "issuer").read(in, this::instrument);
            case "parties.csv" -> {
                table(file, "party", "name", "kind").read(in, this::party);
                requireParties(file);
            }
            case "accounts.csv" -> table(file, "account", "party", "desk", "kind", "shortSale", "selfTradeGroup",
                "costMethod").optional("selfTradeMode", "settlement").read(in, this::account);
            case "cash.csv" -> table(file, "account", "currency", "amount", "kind").read(in, this::cash);
            case "holdings.csv" -> table(file, "account", "symbol", "quantity", "cost").read(in, this::holding);
            case "fees.csv" -> table(file, FeeLines.COLUMNS).optional(FeeLines.OPTIONAL).read(in, fees::read);
            case "limits.csv" -> table(file, "scope", "metric", "value").read(in, this::limit);
            case "users.csv" -> table(file, "user", "roles", "desk").read(in, row -> user(row, row.raw("desk")));
            case "custodian.csv" -> table(file, "account", "symbol", "rule", "days", "reason", "percent")
                .read(in, this::custodianRule);
            case "venue.csv" -> table(file, "venue", "account", "distancePercent", "size").read(in, this::street);
            default -> throw new IllegalArgumentException("no reference file: " + file);
        }
    }

    void readShippedUsers(final InputStream in) throws IOException {
        table("users.csv", "user", "roles", "desk").read(in, row -> user(row, ""));
    }

    ReferenceRows rows() {
        final List<Tick> ticks = new ArrayList<>();
        tickTables.forEach((table, rows) -> rows.forEach((from, tick) -> ticks.add(new Tick(table, from, tick))));
        return new ReferenceRows(instruments, parties, accounts, cash, holdings, fees.rows(), limits, users,
            custodianRules, streets, ticks);
    }

    private Table table(final String file, final String... columns) {
        return new Table(file, problems, columns);
    }

    private void tick(final Row row) {
        final int table = row.integer("table", 1, MAX_TABLE);
        final long from = row.decimal("fromPrice", PRICE_DECIMALS, 0);
        final long tick = row.decimal("tick", PRICE_DECIMALS, 1);
        row.key(row.raw("table") + " " + row.raw("fromPrice"));
        if (row.good()) {
            tickTables.computeIfAbsent(table, any -> new TreeMap<>()).put(from, tick);
        }
    }

    /** A price below a table's first row would have no tick, and a table must fit its record. */
    private void requireWholeTables(final String file) {
        tickTables.forEach((table, rows) -> {
            if (rows.firstKey() != 0) {
                problems.add(file, "has no row from price 0 in table " + table);
            }
            if (rows.size() > MAX_TABLE_ROWS) {
                problems.add(file, "has more than " + MAX_TABLE_ROWS + " rows in table " + table);
            }
        });
    }

    private void instrument(final Row row) {
        final String symbol = row.name("symbol");
        row.key(symbol);
        final Currency currency = row.currency("currency");
        final int scale = row.integer("quantityScale", 0, PRICE_DECIMALS);
        if (scale != 0 && scale != PRICE_DECIMALS) {
            row.problem("quantityScale", "is neither 0 nor " + PRICE_DECIMALS);
        }
        final long tick = row.decimal("tick", PRICE_DECIMALS, 1);
        final long price = row.decimal("price", PRICE_DECIMALS, 1);
        final int tickTable = row.isEmpty("tickTable") ? 0 : row.integer("tickTable", 1, MAX_TABLE);
        if (tickTable != 0 && !tickTables.containsKey(tickTable)) {
            row.problem("tickTable", "'" + row.raw("tickTable") + "' is not in ticks.csv");
        }
        if (row.good() && price % tickAt(tickTable, price, tick) != 0) {
            row.problem("price", "'" + row.raw("price") + "' is not a multiple of the tick");
        }
        final int band = row.isEmpty("bandPercent") ? 0
            : (int) row.decimal("bandPercent", PERCENT_DECIMALS, 0);
        if (band > MAX_BAND_BPS) {
            row.problem("bandPercent", "'" + row.raw("bandPercent") + "' is more than 100");
        }
        final String name = row.text("name");
        final Instrument instrument = new Instrument(symbol, name, row.text("sector"),
            row.isEmpty("issuer") ? name : row.text("issuer"), currency == null ? 0 : currency.getNumericCode(), scale,
            tick, row.decimal("lot", scale, 1), row.decimal("multiplier", 0, 1), price, tickTable, band);
        instrumentBySymbol.putIfAbsent(symbol, instrument);
        sectors.add(instrument.sector());
        if (row.good()) {
            instruments.add(instrument);
        }
    }

    private long tickAt(final int tickTable, final long price, final long otherwise) {
        final TreeMap<Long, Long> rows = tickTables.getOrDefault(tickTable, new TreeMap<>());
        final Map.Entry<Long, Long> row = rows.floorEntry(price);
        return row == null ? otherwise : row.getValue();
    }

    private void party(final Row row) {
        final String party = row.name("party");
        row.key(party);
        final PartyKind kind = row.choice("kind", PartyKind.FIRM, PartyKind.CLIENT, PartyKind.CCP, PartyKind.CUSTODIAN,
            PartyKind.BANK, PartyKind.VENUE);
        if (kind == PartyKind.FIRM && kindByParty.containsValue(PartyKind.FIRM)) {
            row.problem("kind", "is firm a second time: there is one firm");
        }
        kindByParty.putIfAbsent(party, kind);
        if (kind == PartyKind.CLIENT) {
            clients.add(party);
        }
        final String name = row.text("name");
        if (row.good()) {
            parties.add(new Party(party, name, kind));
        }
    }

    private void requireParties(final String file) {
        for (final PartyKind kind : new PartyKind[] {PartyKind.FIRM, PartyKind.CCP, PartyKind.CUSTODIAN, PartyKind.BANK,
            PartyKind.VENUE}) {
            if (!kindByParty.containsValue(kind)) {
                problems.add(file, "has no party of kind " + kind.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private void account(final Row row) {
        final String account = row.name("account");
        row.key(account);
        final AccountKind kind = row.choice("kind", AccountKind.PRINCIPAL, AccountKind.CLIENT, AccountKind.OUTSIDE);
        kindByAccount.putIfAbsent(account, kind);
        final String party = row.raw("party");
        final PartyKind needed = kind == AccountKind.PRINCIPAL ? PartyKind.FIRM
            : kind == AccountKind.CLIENT ? PartyKind.CLIENT : null;
        if (!kindByParty.containsKey(party)) {
            row.problem("party", "'" + party + "' is not in parties.csv");
        } else if (needed != null && kindByParty.get(party) != null && kindByParty.get(party) != needed) {
            row.problem("party", "'" + party + "' is not of kind " + needed.name().toLowerCase(Locale.ROOT));
        }
        final boolean deskless = kind == AccountKind.OUTSIDE && row.isEmpty("desk");
        final String desk = deskless ? "" : row.name("desk");
        if (!deskless) {
            desks.add(desk);
        }
        final boolean shortSale = row.flag("shortSale");
        final int group = row.integer("selfTradeGroup", 1, MAX_GROUP);
        groups.putIfAbsent(account, Integer.toString(group));
        groups.put(Integer.toString(group), Integer.toString(group));
        final CostMethod method = row.choice("costMethod", CostMethod.FIFO, CostMethod.AVERAGE);
        final SelfTradeMode mode = row.isEmpty("selfTradeMode") ? SelfTradeMode.AGGRESSOR
            : row.choice("selfTradeMode", SelfTradeMode.NONE, SelfTradeMode.AGGRESSOR, SelfTradeMode.PASSIVE,
                SelfTradeMode.BOTH);
        final boolean netted = !row.isEmpty("settlement")
            && row.choice("settlement", Settlement.GROSS, Settlement.NET) == Settlement.NET;
        if (row.good()) {
            accounts.add(new Account(account, party, desk, kind, shortSale, group, method, mode,
                netted));
        }
    }

    private void cash(final Row row) {
        final AccountKind holder = knownAccount(row);
        final CashKind kind = row.choice("kind", CashKind.values());
        row.key(row.raw("account") + " " + row.raw("currency") + " " + row.raw("kind"));
        final AccountKind needed = kind == CashKind.CAPITAL ? AccountKind.PRINCIPAL : AccountKind.CLIENT;
        if (holder != null && kind != null && holder != needed) {
            row.problem("kind", "'" + row.raw("kind") + "' is not for an account of this kind");
        }
        final Currency currency = row.currency("currency");
        final long amount = currency == null ? 0 : row.decimal("amount", currency.getDefaultFractionDigits(), 1);
        if (row.good()) {
            cash.add(new Cash(row.raw("account"), currency.getNumericCode(), amount, kind, row.where()));
        }
    }

    private void holding(final Row row) {
        if (knownAccount(row) == AccountKind.OUTSIDE) {
            row.problem("account", "'" + row.raw("account") + "' is outside: the firm keeps no books for it");
        }
        final Instrument instrument = instrumentBySymbol.get(row.raw("symbol"));
        row.key(row.raw("account") + " " + row.raw("symbol"));
        if (instrument == null) {
            unknownSymbol(row);
            return;
        }
        final long quantity = row.decimal("quantity", instrument.quantityScale(), 1);
        final long cost = row.decimal("cost", minorDigits(instrument.currency()), 0);
        if (row.good()) {
            holdings.add(new Holding(row.raw("account"), instrument.symbol(), quantity, cost, row.where()));
        }
    }

    private void limit(final Row row) {
        final Limit limit = LimitText.read(row, names());
        final String scope = row.raw("scope");
        final String name = scope.startsWith(GROUP) ? scope.substring(GROUP.length()) : "";
        row.key((groups.containsKey(name) ? GROUP + groups.get(name) : scope) + " " + row.raw("metric"));
        if (row.good()) {
            limits.add(limit);
        }
    }

    /** Names a limit may be about; a strategy or a session is known from its first order only. */
    private Map<ScopeKind, Set<String>> names() {
        return Map.of(ScopeKind.ACCOUNT, kindByAccount.keySet(), ScopeKind.INSTRUMENT, instrumentBySymbol.keySet(),
            ScopeKind.DESK, desks, ScopeKind.CLIENT, clients, ScopeKind.SECTOR, sectors,
            ScopeKind.GROUP, groups.keySet(), ScopeKind.TRADER, traders);
    }

    private void user(final Row row, final String desk) {
        final String user = row.name("user");
        row.key(user);
        traders.add(user);
        final int roles = Role.bits(row);
        if (!desk.isEmpty() && !desks.contains(desk)) {
            row.problem("desk", "'" + desk + "' is no desk of accounts.csv");
        }
        if (row.good()) {
            users.add(new User(user, roles, desk));
        }
    }

    private void custodianRule(final Row row) {
        final String account = row.raw("account");
        final String symbol = row.raw("symbol");
        row.key(account + " " + symbol);
        if (!CustodianRule.ANY.equals(account)) {
            knownAccount(row);
        }
        if (!CustodianRule.ANY.equals(symbol) && !instrumentBySymbol.containsKey(symbol)) {
            unknownSymbol(row);
        }
        final Outcome outcome = row.choice("rule", Outcome.values());
        final boolean later = outcome == Outcome.LATE || outcome == Outcome.PARTIAL;
        final int days = row.integer("days", later ? 1 : 0, later ? MAX_DAYS : 0);
        final String reason = row.raw("reason");
        if (outcome == Outcome.SETTLES ? !reason.isEmpty() : !reason.matches("[A-Z0-9]{4}")) {
            row.problem("reason", outcome == Outcome.SETTLES ? "is for what does not settle"
                : "'" + reason + "' is not a reason code");
        }
        final int percent = outcome == Outcome.PARTIAL ? row.integer("percent", 1, 99) : 0;
        if (outcome != Outcome.PARTIAL && !row.isEmpty("percent")) {
            row.problem("percent", "is for partial alone");
        }
        if (row.good()) {
            custodianRules.add(new CustodianRule(account, symbol, outcome, days, reason, percent));
        }
    }

    private void street(final Row row) {
        final String venue = row.raw("venue");
        row.key(venue);
        if (kindByParty.get(venue) != PartyKind.VENUE) {
            row.problem("venue", "'" + venue + "' is no party of kind venue");
        }
        final AccountKind kind = knownAccount(row);
        if (kind != null && kind != AccountKind.OUTSIDE) {
            row.problem("account", "'" + row.raw("account") + "' is not of kind outside");
        }
        final long distance = row.decimal("distancePercent", PRICE_DECIMALS, 0);
        final long size = row.decimal("size", 0, 1);
        if (row.good()) {
            streets.add(new Street(venue, row.raw("account"), distance, size));
        }
    }

    private AccountKind knownAccount(final Row row) {
        final String account = row.raw("account");
        if (!kindByAccount.containsKey(account)) {
            row.problem("account", "'" + account + "' is not in accounts.csv");
        }
        return kindByAccount.get(account);
    }

    private static void unknownSymbol(final Row row) {
        row.problem("symbol", "'" + row.raw("symbol") + "' is not in instruments.csv");
    }

    private static int minorDigits(final int currency) {
        return Currency.getAvailableCurrencies().stream().filter(c -> c.getNumericCode() == currency)
            .mapToInt(Currency::getDefaultFractionDigits).findFirst().orElse(0);
    }
}
