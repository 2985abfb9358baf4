package throughline.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.books.Batch;
import throughline.ledger.Chart;
import throughline.message.Capacity;
import throughline.message.UnitKind;

/**
 * What hledger calls the ledger's accounts and units. Accounts: chart number and title, then currency, book, party,
 * instrument and capacity as far as the account is kept by them: {@code 1200 securities owned:USD:PROP-EQ:AAPL}. Two
 * accounts that count the same never share a name, and two units never share a commodity. Immutable.
 */
final class HledgerNames {
    private final FirmNames names;
    private final Map<Integer, Unit> units = new HashMap<>();
    private final Map<Integer, String> commodities = new HashMap<>();
    private final Map<Integer, String> paths = new HashMap<>();
    private final Map<String, String> samples = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> declared = new TreeSet<>();

    HledgerNames(List<Batch.Account> accounts, FirmNames names) {
        this.names = names;
        Map<Long, String> byUnit = new HashMap<>();
        for (Batch.Account account : accounts) {
            Unit unit = Unit.of(account.unitKind(), account.unit(), names);
            String commodity = byUnit.computeIfAbsent((long) account.unitKind() << Integer.SIZE | account.unit(),
                key -> commodity(unit, account.unit()));
            units.put(account.ledgerAccountId(), unit);
            commodities.put(account.ledgerAccountId(), commodity);
            paths.put(account.ledgerAccountId(), path(account, commodity));
        }
    }

    private String commodity(Unit unit, int id) {
        String name = unit.money() ? unit.name() : PlainText.line(unit.name());
        boolean free = unit.money() || !name.isEmpty() && !Unit.isCode(name);
        String commodity = unit.money() ? name : "\"" + name + "\"";
        if (!free || samples.containsKey(commodity)) {
            commodity = "\"" + name + "#" + id + "\"";
        }
        samples.put(commodity, "1000." + "0".repeat(unit.scale()));
        return commodity;
    }

    private String path(Batch.Account account, String commodity) {
        List<String> parts = new ArrayList<>();
        Chart chart = Chart.of(account.chartNumber());
        String root = chart.number() + " " + chart.title().split("[,:]", 2)[0];
        types.put(root, type(chart.number()));
        parts.add(root);
        if (account.unitKind() == UnitKind.MONEY.value()) {
            parts.add(commodity);
        }
        add(parts, names.account(account.accountId()));
        add(parts, names.party(account.partyId()));
        add(parts, names.symbol(account.instrumentId()));
        if (account.capacity() == Capacity.CLIENT.value()) {
            parts.add("for clients");
        }
        String path = String.join(":", parts);
        if (!taken.add(commodity + path)) {
            path += " #" + account.ledgerAccountId();
            taken.add(commodity + path);
        }
        declared.add(path);
        return path;
    }

    private static void add(List<String> parts, String name) {
        if (!name.isEmpty()) {
            String part = PlainText.part(name);
            parts.add(part.isEmpty() ? "?" : part);
        }
    }

    /** hledger's letter for a kind of account; empty for the stock record, which is in no statement. */
    private static String type(int chartNumber) {
        return switch (chartNumber / 1000) {
            case 1 -> chartNumber == Chart.CASH.number() || chartNumber == Chart.CLIENT_MONEY.number() ? "C" : "A";
            case 2 -> "L";
            case 3 -> "E";
            case 4 -> "R";
            case 5 -> "X";
            case 9 -> "A";
            default -> "";
        };
    }

    /** Name of a ledger account. */
    String account(int ledgerAccountId) {
        return paths.get(ledgerAccountId);
    }

    /** The commodity of a ledger account, as it stands behind amounts. */
    String commodity(int ledgerAccountId) {
        return commodities.get(ledgerAccountId);
    }

    /** An amount of a ledger account's unit, with all of its decimals. */
    String amount(int ledgerAccountId, long amount) {
        return units.get(ledgerAccountId).amount(amount);
    }

    /** All accounts' names, each once, in their order. */
    Set<String> accounts() {
        return declared;
    }

    /** The first parts of the accounts' names, with hledger's letter for the type of each. */
    Map<String, String> types() {
        return types;
    }

    /** All commodities, each with how an amount of it is written. */
    Map<String, String> samples() {
        return samples;
    }
}
