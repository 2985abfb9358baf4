package throughline.operations;

import java.util.List;
import throughline.back.BackMachine;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.ledgerdesk.LedgerDesk;

/** Trades, their settlement and the reference data as lists, page by page or as CSV. */
final class Lists {
    private Lists() {
    }

    static void add(DeskServer<BackMachine> server) {
        server.list("/v1/trades", LedgerDesk.STAFF, List.of("executionId", "orderId", "account", "symbol", "side",
            "quantity", "price", "tradeDate", "clearedAt", "status", "elsewhere", "capacity", "strategy",
            "decisionMaker"), (state, person, after) -> {
                int row = Listing.behind(after, 0);
                return row < state.trades().count() ? new Listing.Row(row, Views.trade(state, row)) : null;
            });
        server.list("/v1/obligations", LedgerDesk.STAFF, List.of("obligationId", "orderId", "account", "symbol", "side",
            "quantity", "amount", "currency", "clientAmount", "ccp", "tradeDate", "settlementDate", "status",
            "settledQuantity", "settledAmount", "clientSettledAmount", "failedQuantity", "instructionId", "reason"),
            (state, person, after) -> {
                int row = state.obligations().after(after);
                return row < state.obligations().count()
                    ? new Listing.Row(state.obligations().id(row), Views.obligation(state, row)) : null;
            });
        server.list("/v1/instructions", LedgerDesk.STAFF, List.of("instructionId", "obligationId", "orderId",
            "message", "account", "symbol", "quantity", "amount", "currency", "settlementDate", "status", "reason",
            "obligations"),
            (state, person, after) -> instruction(state, state.obligations().after(after)));
        reference(server);
    }

    private static void reference(DeskServer<BackMachine> server) {
        server.list("/v1/parties", LedgerDesk.STAFF, List.of("partyId", "party", "name", "kind"),
            (state, person, after) -> {
                int id = Listing.behind(after, 1);
                return state.parties().isKnown(id) ? new Listing.Row(id, Views.partyOf(state, id)) : null;
            }).list("/v1/instruments", Person.ANYONE, List.of("instrumentId", "symbol", "name", "sector", "currency",
            "tick", "tickTable", "bandPercent", "lot", "multiplier", "standing"), (state, person, after) -> {
                int id = Listing.behind(after, 1);
                return state.instruments().isKnown(id) ? new Listing.Row(id, Views.instrument(state, id)) : null;
            }).list("/v1/accounts", Person.ANYONE, List.of("accountId", "account", "desk", "party", "kind",
                "costMethod", "shortSale", "selfTradeGroup", "selfTradeMode", "settlement",
                "standing"), Lists::account);
    }

    private static Listing.Row account(BackMachine state, Person person, long after) {
        int id = Listing.behind(after, 1);
        while (state.accounts().isKnown(id) && !person.mayUseDesk(state.accounts().deskId(id))) {
            id++;
        }
        return state.accounts().isKnown(id) ? new Listing.Row(id, Views.accountOf(state, id)) : null;
    }

    private static Listing.Row instruction(BackMachine state, int from) {
        int row = from;
        while (row < state.obligations().count()
            && Views.instructionRow(state, state.obligations().instructionId(row)) != row) {
            row++;
        }
        return row < state.obligations().count()
            ? new Listing.Row(state.obligations().id(row), Views.instruction(state, row)) : null;
    }
}
