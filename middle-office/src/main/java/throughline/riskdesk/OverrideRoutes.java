package throughline.riskdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Listing;
import throughline.desk.Person;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.limit.Approvals;
import throughline.limit.Overrides;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.Side;
import throughline.office.Draft;
import throughline.office.Outcome;
import throughline.reference.Scope;
import throughline.reference.Users;
import throughline.risk.MiddleMachine;

/**
 * {@code /v1/overrides}: leave for one order to go above soft limits, asked for by a trader of the account's desk or by
 * risk, granted by another of risk. Event loops; the state is read on the desk's thread.
 */
final class OverrideRoutes {
    private static final int READERS = Users.RISK | Users.AUDITOR | Users.TRADER;
    private static final int MAX_TIME = 40;
    private static final long NANOS = 1_000_000_000L;
    private static final long ASKED = 1L << 32;
    private static final Set<Side> SIDES = EnumSet.of(Side.BUY, Side.SELL, Side.SELL_SHORT);
    private static final List<String> COLUMNS = List.of("id", "status", "account", "symbol", "side", "quantity",
        "until", "reason", "requestedBy", "grantedBy", "grantedAt");

    private final Desk<MiddleMachine> desk;

    OverrideRoutes(Desk<MiddleMachine> desk) {
        this.desk = desk;
    }

    void addTo(DeskServer<MiddleMachine> server) {
        server.list("/v1/overrides", READERS, COLUMNS, OverrideRoutes::next)
            .route(HttpMethod.POST, "/v1/overrides", Users.RISK | Users.TRADER, this::post);
    }

    /** Those granted, then those asked for and not granted. */
    private static Listing.Row next(MiddleMachine state, Person person, long after) {
        Overrides granted = state.overrides();
        for (long id = after + 1; id < granted.end(); id++) {
            int row = (int) id;
            if (granted.isLive(row) && sees(state, person, granted.accountId(row))) {
                return new Listing.Row(id, granted(state, row));
            }
        }
        Approvals asked = state.approvals();
        for (long id = Math.max(ASKED, after + 1); id < ASKED + asked.end(); id++) {
            int row = (int) (id - ASKED);
            if (asked.isLive(row) && asked.kind(row) == Approvals.OVERRIDE && asked.status(row) != Approvals.APPROVED
                && sees(state, person, Scope.accountId(asked.key(row)))) {
                return new Listing.Row(id, asked(state, row));
            }
        }
        return null;
    }

    private static boolean sees(MiddleMachine state, Person person, int account) {
        return person.mayUseDesk(state.accounts().deskId(account));
    }

    private static JsonObject granted(MiddleMachine state, int row) {
        Overrides all = state.overrides();
        String status = all.usedBy(row) != 0 ? "used"
            : all.untilNs(row) <= state.day().lastTimeNs() ? "expired" : "granted";
        return item(state, all.id(row), status, Scope.pair(all.accountId(row), all.instrumentId(row)), all.side(row),
            all.quantity(row), all.untilNs(row))
            .put("reason", state.reasons().textOf(all.id(row)))
            .put("requestedBy", state.users().name(all.requestedBy(row)))
            .put("grantedBy", state.users().name(all.approvedBy(row)))
            .put("grantedAt", Answer.time(all.grantedNs(row)));
    }

    private static JsonObject asked(MiddleMachine state, int row) {
        Approvals all = state.approvals();
        String status = all.status(row) != Approvals.PENDING ? "rejected"
            : all.until(row) <= state.day().lastTimeNs() ? "expired" : "pending";
        return item(state, all.id(row), status, all.key(row),
            all.side(row), all.value(row), all.until(row)).put("reason", all.reason(row))
            .put("requestedBy", state.users().name(all.requestedBy(row)));
    }

    private static JsonObject item(MiddleMachine state, long id, String status, long scope, Side side, long quantity,
        long until) {
        int instrument = Scope.instrumentId(scope);
        return new JsonObject().put("id", Long.toString(id)).put("status", status)
            .put("account", state.accounts().name(Scope.accountId(scope)))
            .put("symbol", state.instruments().symbol(instrument)).put("side", ApprovalRoutes.side(side))
            .put("quantity", Decimal.text(quantity, state.instruments().quantityScale(instrument)))
            .put("until", Answer.time(until));
    }

    private Future<Answer> post(Request request) {
        Body body = request.body();
        String account = body.ascii("account", Request.MAX_NAME);
        String symbol = body.ascii("symbol", Request.MAX_NAME);
        Side side = body.choice("side", Side.class, SIDES);
        Decimal quantity = body.decimal("quantity");
        long until = time(body);
        String reason = body.text("reason", LimitRoutes.MAX_REASON);
        body.end();
        return desk.read(state -> new Wish(state, account, symbol, quantity)).compose(wish -> {
            Draft draft = Desk.draft();
            draft.begin(new OverrideRequestedEncoder(), request.actor(), 0).bodyHash(request.bodyHash())
                .accountId(wish.account).instrumentId(wish.instrument).quantity(wish.quantity).until(until).side(side)
                .requestKey(request.key()).reason(reason);
            return desk.submit(draft, false, (state, reply, last) -> {
                if (reply.outcome() == Outcome.WRONG_STATE) {
                    throw new Problem(409, "WRONG_STATE",
                        "Its time has passed, or account or instrument are closed to trading.");
                }
                return ApprovalRoutes.answer(state, reply, new JsonObject());
            });
        });
    }

    private static long time(Body body) {
        String text = body.ascii("until", MAX_TIME);
        try {
            Instant time = text == null ? Instant.EPOCH : Instant.parse(text);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            body.fault("until", "must be a time: " + e.getMessage());
            return 0;
        }
    }

    /** What is asked for, in the state's terms. */
    private static final class Wish {
        private final int account;
        private final int instrument;
        private final long quantity;

        Wish(MiddleMachine state, String account, String symbol, Decimal quantity) {
            this.account = state.accounts().find(account);
            instrument = state.instruments().find(symbol);
            if (this.account == 0 || instrument == 0) {
                throw Problem.notFound(this.account == 0 ? "There is no account '" + account + "'."
                    : "There is no instrument '" + symbol + "'.");
            }
            int scale = state.instruments().quantityScale(instrument);
            if (!quantity.fits(scale)) {
                throw Problem.badInput("/quantity", "has more than " + scale + " decimals, or is too large");
            }
            this.quantity = quantity.scaled(scale).longValueExact();
        }
    }
}
