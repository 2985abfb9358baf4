package throughline.operations;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.message.OrderCapacity;
import throughline.message.SettlementStatus;
import throughline.reference.Users;
import throughline.report.Names;
import throughline.settlement.NetSets;
import throughline.settlement.Obligations;
import throughline.state.Table;
import throughline.trade.TradeList;

/** What people see of the state, as JSON: one object of a kind each. On the desk's thread. */
final class Views {
    private Views() {
    }

    static JsonObject trade(BackMachine state, int row) {
        TradeList trades = state.trades();
        int instrument = trades.instrumentId(row);
        return new JsonObject().put("executionId", Long.toString(trades.executionId(row)))
            .put("orderId", Long.toString(trades.orderId(row)))
            .put("account", Names.account(state, trades.accountId(row))).put("symbol", Names.symbol(state, instrument))
            .put("side", Names.lower(trades.side(row)))
            .put("quantity", Names.quantity(state, trades.quantity(row), instrument))
            .put("price", Decimal.textE8(trades.priceE8(row))).put("tradeDate", Answer.date(trades.tradeDate(row)))
            .put("clearedAt", Answer.time(trades.timeNs(row))).put("status", Names.lower(trades.status(row)))
            .put("elsewhere", trades.isElsewhere(row))
            .put("capacity", trades.capacity(row) == OrderCapacity.NONE ? "" : Names.lower(trades.capacity(row)))
            .put("strategy", trades.strategy(row)).put("decisionMaker", trades.decisionMaker(row));
    }

    static JsonObject obligation(BackMachine state, int row) {
        Obligations all = state.obligations();
        int currency = all.currency(row);
        int instrument = all.instrumentId(row);
        return new JsonObject().put("obligationId", Long.toString(all.id(row)))
            .put("orderId", Long.toString(all.orderId(row)))
            .put("account", Names.account(state, all.accountId(row))).put("symbol", Names.symbol(state, instrument))
            .put("side", Names.lower(all.side(row)))
            .put("quantity", Names.quantity(state, all.quantity(row), instrument))
            .put("amount", Names.money(all.amountMinor(row), currency)).put("currency", Names.currency(currency))
            .put("clientAmount", Names.money(all.clientMinor(row), currency))
            .put("ccp", Names.party(state, all.partyId(row)))
            .put("tradeDate", Answer.date(all.tradeDate(row)))
            .put("settlementDate", Answer.date(all.settlementDate(row))).put("status", Names.lower(all.status(row)))
            .put("settledQuantity", Names.quantity(state, all.settledQuantity(row), instrument))
            .put("settledAmount", Names.money(all.settledMinor(row), currency))
            .put("clientSettledAmount", Names.money(all.clientSettledMinor(row), currency))
            .put("failedQuantity", Names.quantity(state, all.failedQuantity(row), instrument))
            .put("instructionId", Long.toString(all.instructionId(row))).put("reason", all.reason(row));
    }

    static JsonObject instruction(BackMachine state, int row) {
        Obligations all = state.obligations();
        int instrument = all.instrumentId(row);
        SettlementStatus advised = all.advised(row);
        String status = switch (all.status(row)) {
            case SETTLED, PARTIALLY_SETTLED, FAILING -> Names.lower(all.status(row));
            default -> advised == null ? "sent" : Names.lower(advised);
        };
        NetSets nets = all.nets();
        int set = nets.find(all.instructionId(row));
        boolean alone = set == Table.NONE;
        return new JsonObject().put("instructionId", Long.toString(all.instructionId(row)))
            .put("obligationId", Long.toString(alone ? all.id(row) : 0))
            .put("orderId", Long.toString(alone ? all.orderId(row) : 0))
            .put("message", (alone ? all.isPurchase(row) : nets.receives(set)) ? "MT541" : "MT543")
            .put("account", Names.account(state, all.accountId(row))).put("symbol", Names.symbol(state, instrument))
            .put("quantity", Names.quantity(state, alone ? all.quantity(row) : nets.quantity(set), instrument))
            .put("amount", Names.money(alone ? all.amountMinor(row) : nets.amountMinor(set), all.currency(row)))
            .put("currency", Names.currency(all.currency(row)))
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

    static JsonObject partyOf(BackMachine state, int id) {
        return new JsonObject().put("partyId", Integer.toString(id)).put("party", state.parties().name(id))
            .put("name", state.parties().legalName(id)).put("kind", Names.lower(state.parties().kind(id)));
    }

    static JsonObject instrument(BackMachine state, int id) {
        throughline.reference.Instruments all = state.instruments();
        return new JsonObject().put("instrumentId", Integer.toString(id)).put("symbol", all.symbol(id))
            .put("name", all.name(id)).put("sector", all.sector(id)).put("currency", Names.currency(all.currency(id)))
            .put("tick", Decimal.textE8(all.tickE8(id))).put("tickTable", all.tickTable(id))
            .put("bandPercent", Decimal.text(all.bandBps(id), 2)).put("lot", Names.quantity(state, all.lot(id), id))
            .put("multiplier", Long.toString(all.multiplier(id))).put("standing", all.isOpen(id) ? "open" : "closed");
    }

    static JsonObject accountOf(BackMachine state, int id) {
        throughline.reference.Accounts all = state.accounts();
        return new JsonObject().put("accountId", Integer.toString(id)).put("account", all.name(id))
            .put("desk", all.desk(id)).put("party", Names.party(state, all.partyId(id)))
            .put("kind", Names.lower(all.kind(id)))
            .put("costMethod", Names.lower(all.costMethod(id))).put("shortSale", all.maySellShort(id))
            .put("selfTradeGroup", all.selfTradeGroup(id))
            .put("selfTradeMode", Names.lower(all.selfTradeMode(id)))
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
        return new JsonObject().put("userId", Integer.toString(id)).put("user", users.name(id)).put("roles", roles)
            .put("desk", UserRoutes.desk(state, users.deskId(id)))
            .put("standing", users.isOpen(id) ? "open" : "closed");
    }
}
