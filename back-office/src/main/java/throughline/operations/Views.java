package throughline.operations;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.firm.Exceptions;
import throughline.ledger.Chart;
import throughline.ledger.LedgerAccounts;
import throughline.message.OrderCapacity;
import throughline.message.SettlementStatus;
import throughline.message.UnitKind;
import throughline.reference.Money;
import throughline.reference.Users;
import throughline.report.Figures;
import throughline.settlement.NetSets;
import throughline.settlement.Obligations;
import throughline.state.Table;
import throughline.trade.TradeList;

/** What people see of the state, as JSON: one object of a kind each. On the desk's thread. */
final class Views {
    private static final String[] JOURNALS = {"", "front", "middle", "back"};

    private Views() {
    }

    static String lower(Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
    }

    static String currency(int number) {
        return Figures.currency(number);
    }

    /** A journal's name; empty: none. */
    static String journal(int id) {
        return JOURNALS[id];
    }

    static String money(long minor, int currency) {
        return Decimal.text(minor, Money.scale(currency));
    }

    static String quantity(BackMachine state, long quantity, int instrument) {
        return Decimal.text(quantity, state.instruments().quantityScale(instrument));
    }

    /** An account's name; its number when it is not known. */
    static String account(BackMachine state, int id) {
        return id == 0 ? "" : state.accounts().isKnown(id) ? state.accounts().name(id) : Integer.toString(id);
    }

    static String party(BackMachine state, int id) {
        return id == 0 ? "" : state.parties().isKnown(id) ? state.parties().name(id) : Integer.toString(id);
    }

    /** An instrument's symbol; its number when it is not known. */
    static String symbol(BackMachine state, int id) {
        return id == 0 ? "" : state.instruments().isKnown(id) ? state.instruments().symbol(id) : Integer.toString(id);
    }

    static JsonObject trade(BackMachine state, int row) {
        TradeList trades = state.trades();
        int instrument = trades.instrumentId(row);
        return new JsonObject().put("executionId", trades.executionId(row)).put("orderId", trades.orderId(row))
            .put("account", account(state, trades.accountId(row))).put("symbol", symbol(state, instrument))
            .put("side", lower(trades.side(row)))
            .put("quantity", state.instruments().isKnown(instrument)
                ? quantity(state, trades.quantity(row), instrument) : Long.toString(trades.quantity(row)))
            .put("price", Decimal.textE8(trades.priceE8(row))).put("tradeDate", Answer.date(trades.tradeDate(row)))
            .put("clearedAt", Answer.time(trades.timeNs(row))).put("status", lower(trades.status(row)))
            .put("elsewhere", trades.isElsewhere(row))
            .put("capacity", trades.capacity(row) == OrderCapacity.NONE ? "" : lower(trades.capacity(row)))
            .put("strategy", trades.strategy(row)).put("decisionMaker", trades.decisionMaker(row));
    }

    static JsonObject obligation(BackMachine state, int row) {
        Obligations all = state.obligations();
        int currency = all.currency(row);
        int instrument = all.instrumentId(row);
        return new JsonObject().put("obligationId", all.id(row)).put("orderId", all.orderId(row))
            .put("account", account(state, all.accountId(row))).put("symbol", symbol(state, instrument))
            .put("side", lower(all.side(row))).put("quantity", quantity(state, all.quantity(row), instrument))
            .put("amount", money(all.amountMinor(row), currency)).put("currency", currency(currency))
            .put("clientAmount", money(all.clientMinor(row), currency)).put("ccp", party(state, all.partyId(row)))
            .put("tradeDate", Answer.date(all.tradeDate(row)))
            .put("settlementDate", Answer.date(all.settlementDate(row))).put("status", lower(all.status(row)))
            .put("settledQuantity", quantity(state, all.settledQuantity(row), instrument))
            .put("settledAmount", money(all.settledMinor(row), currency))
            .put("clientSettledAmount", money(all.clientSettledMinor(row), currency))
            .put("failedQuantity", quantity(state, all.failedQuantity(row), instrument))
            .put("instructionId", all.instructionId(row)).put("reason", all.reason(row));
    }

    static JsonObject instruction(BackMachine state, int row) {
        Obligations all = state.obligations();
        int instrument = all.instrumentId(row);
        SettlementStatus advised = all.advised(row);
        String status = switch (all.status(row)) {
            case SETTLED, PARTIALLY_SETTLED, FAILING -> lower(all.status(row));
            default -> advised == null ? "sent" : lower(advised);
        };
        NetSets nets = all.nets();
        int set = nets.find(all.instructionId(row));
        boolean alone = set == Table.NONE;
        return new JsonObject().put("instructionId", all.instructionId(row))
            .put("obligationId", alone ? all.id(row) : 0).put("orderId", alone ? all.orderId(row) : 0)
            .put("message", (alone ? all.isPurchase(row) : nets.receives(set)) ? "MT541" : "MT543")
            .put("account", account(state, all.accountId(row))).put("symbol", symbol(state, instrument))
            .put("quantity", quantity(state, alone ? all.quantity(row) : nets.quantity(set), instrument))
            .put("amount", money(alone ? all.amountMinor(row) : nets.amountMinor(set), all.currency(row)))
            .put("currency", currency(all.currency(row)))
            .put("settlementDate", Answer.date(alone ? all.settlementDate(row) : nets.settlementDate(set)))
            .put("status", status).put("reason", all.reason(row)).put("obligations", alone ? 1 : nets.members(set));
    }

    /** Row by which an instruction is shown: its obligation's, or the first known of a net one's; else none. */
    static int instructionRow(BackMachine state, long instructionId) {
        Obligations all = state.obligations();
        int row = all.byInstruction(instructionId);
        int set = all.nets().find(instructionId);
        for (int i = 0; set != Table.NONE && row == Table.NONE && i < all.nets().members(set); i++) {
            row = all.byId(all.nets().member(set, i));
        }
        return row;
    }

    static JsonObject exception(BackMachine state, int row) {
        Exceptions all = state.exceptions();
        return new JsonObject().put("exceptionId", all.seq(row)).put("raisedAt", Answer.time(all.timeNs(row)))
            .put("code", all.code(row).name()).put("text", all.text(row)).put("sourceId", all.sourceId(row))
            .put("orderId", all.orderId(row)).put("causeJournal", JOURNALS[all.causeJournal(row)])
            .put("causeSeq", all.causeSeq(row)).put("status", all.isResolved(row) ? "resolved" : "open")
            .put("resolvedBy", all.isResolved(row) ? state.users().name(all.resolvedBy(row)) : "")
            .put("comment", all.comment(row));
    }

    static JsonObject ledgerAccount(BackMachine state, int id) {
        LedgerAccounts all = state.ledger().accounts();
        Chart chart = Chart.of(all.chart(id));
        int unit = all.unit(id);
        return new JsonObject().put("ledgerAccountId", id).put("chart", chart.number()).put("title", chart.title())
            .put("unit", unit(state, chart.unitKind(), unit)).put("account", account(state, all.book(id)))
            .put("party", party(state, all.party(id))).put("symbol", symbol(state, all.instrument(id)))
            .put("capacity", lower(all.capacity(id))).put("debits", amount(state, chart.unitKind(), unit,
                all.debits(id))).put("credits", amount(state, chart.unitKind(), unit, all.credits(id)))
            .put("balance", amount(state, chart.unitKind(), unit, all.balance(id))).put("postings", all.version(id));
    }

    /** A currency's code or an instrument's symbol. */
    static String unit(BackMachine state, UnitKind kind, int unit) {
        return kind == UnitKind.MONEY ? currency(unit) : symbol(state, unit);
    }

    /** An amount of a unit in shortest form. */
    static String amount(BackMachine state, UnitKind kind, int unit, long amount) {
        return kind == UnitKind.MONEY ? money(amount, unit) : quantity(state, amount, unit);
    }

    static JsonObject party(BackMachine state, long id) {
        int party = (int) id;
        return new JsonObject().put("partyId", party).put("party", state.parties().name(party))
            .put("name", state.parties().legalName(party)).put("kind", lower(state.parties().kind(party)));
    }

    static JsonObject instrument(BackMachine state, int id) {
        throughline.reference.Instruments all = state.instruments();
        return new JsonObject().put("instrumentId", id).put("symbol", all.symbol(id)).put("name", all.name(id))
            .put("sector", all.sector(id)).put("currency", currency(all.currency(id)))
            .put("tick", Decimal.textE8(all.tickE8(id))).put("tickTable", all.tickTable(id))
            .put("bandPercent", Decimal.text(all.bandBps(id), 2)).put("lot", quantity(state, all.lot(id), id))
            .put("multiplier", Long.toString(all.multiplier(id))).put("standing", all.isOpen(id) ? "open" : "closed");
    }

    static JsonObject accountOf(BackMachine state, int id) {
        throughline.reference.Accounts all = state.accounts();
        return new JsonObject().put("accountId", id).put("account", all.name(id)).put("desk", all.desk(id))
            .put("party", party(state, all.partyId(id))).put("kind", lower(all.kind(id)))
            .put("costMethod", lower(all.costMethod(id))).put("shortSale", all.maySellShort(id))
            .put("selfTradeGroup", all.selfTradeGroup(id))
            .put("selfTradeMode", lower(all.selfTradeMode(id)))
            .put("settlement", all.settlesNet(id) ? "net" : "gross")
            .put("standing", all.isOpen(id) ? "open" : "closed");
    }

    static JsonObject user(BackMachine state, int id) {
        Users users = state.users();
        JsonArray roles = new JsonArray();
        for (int bit = 0; bit < UserRoutes.ROLES.size(); bit++) {
            if ((users.roles(id) & 1 << bit) != 0) {
                roles.add(UserRoutes.ROLES.get(bit));
            }
        }
        return new JsonObject().put("userId", id).put("user", users.name(id)).put("roles", roles)
            .put("desk", UserRoutes.desk(state, users.deskId(id)))
            .put("standing", users.isOpen(id) ? "open" : "closed");
    }
}
