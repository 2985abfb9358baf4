package throughline.operations;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import throughline.back.BackMachine;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.reference.Users;

/** The lists that the back office shows, page by page or as CSV. */
final class Lists {
    /** Who sees the books: operations, admin and auditor. */
    static final int STAFF = Users.OPERATIONS | Users.ADMIN | Users.AUDITOR;

    private Lists() {
    }

    static void add(DeskServer<BackMachine> server) {
        list(server, "/v1/trades", STAFF, List.of("executionId", "orderId", "account", "symbol", "side", "quantity",
            "price", "tradeDate", "clearedAt", "status", "elsewhere", "capacity", "strategy", "decisionMaker"),
            state -> state.trades().count(), Views::trade);
        server.list("/v1/obligations", STAFF, List.of("obligationId", "orderId", "account", "symbol", "side",
            "quantity", "amount", "currency", "clientAmount", "ccp", "tradeDate", "settlementDate", "status",
            "settledQuantity", "settledAmount", "clientSettledAmount", "failedQuantity", "instructionId", "reason"),
            (state, person, after) -> {
                int row = state.obligations().after(after);
                return row < state.obligations().count()
                    ? new Listing.Row(state.obligations().id(row), Views.obligation(state, row)) : null;
            });
        server.list("/v1/instructions", STAFF, List.of("instructionId", "obligationId", "orderId", "message",
            "account", "symbol", "quantity", "amount", "currency", "settlementDate", "status", "reason", "obligations"),
            (state, person, after) -> instruction(state, state.obligations().after(after)));
        list(server, "/v1/exceptions", STAFF, List.of("exceptionId", "raisedAt", "code", "text", "sourceId",
            "orderId", "causeJournal", "causeSeq", "status", "resolvedBy", "comment"),
            state -> state.exceptions().count(), Views::exception);
        server.list("/v1/ledger/accounts", STAFF, List.of("ledgerAccountId", "chart", "title", "unit", "account",
            "party", "symbol", "capacity", "debits", "credits", "balance", "postings"), (state, person, after) -> {
                int id = Listing.behind(after, 1);
                return id > state.ledger().accounts().count() ? null
                    : new Listing.Row(id, Views.ledgerAccount(state, id));
            });
        reference(server);
    }

    private static void reference(DeskServer<BackMachine> server) {
        server.list("/v1/parties", STAFF, List.of("partyId", "party", "name", "kind"), (state, person, after) -> {
            int id = Listing.behind(after, 1);
            return state.parties().isKnown(id) ? new Listing.Row(id, Views.party(state, (long) id)) : null;
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

    private static void list(DeskServer<BackMachine> server, String path, int roles, List<String> columns,
        ToIntFunction<BackMachine> count, BiFunction<BackMachine, Integer, JsonObject> view) {
        server.list(path, roles, columns, (state, person, after) -> {
            int row = Listing.behind(after, 0);
            return row < count.applyAsInt(state) ? new Listing.Row(row, view.apply(state, row)) : null;
        });
    }
}
