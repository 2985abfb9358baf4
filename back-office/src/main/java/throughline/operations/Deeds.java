package throughline.operations;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.ledgerdesk.Given;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.SettlementStatus;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Draft;
import throughline.reference.Money;
import throughline.reference.Users;
import throughline.state.Table;

/** What operations staff do over REST: enter what a custodian said, by hand. */
final class Deeds {
    private static final int MAX_REFERENCE = 35;
    private static final int REASON_LENGTH = 4;

    private final Desk<BackMachine> desk;

    Deeds(DeskServer<BackMachine> server) {
        desk = server.desk();
        server.route(HttpMethod.POST, "/v1/instructions/:id/status", Users.OPERATIONS, this::status);
    }

    /** What a custodian says of an instruction. */
    private enum Said {
        SETTLED, ACKNOWLEDGED, MATCHED, UNMATCHED, PENDING, FAILING, REJECTED
    }

    /** A status by hand, before the instruction is known. */
    private record Entered(long instructionId, Said said, Decimal quantity, Decimal amount, int date, String reason,
        String reference) {
    }

    private Future<Answer> status(Request request) {
        long id = request.id("id");
        Body body = request.body();
        Said said = body.choice("status", Said.class, Set.of(Said.values()));
        boolean settles = said == Said.SETTLED;
        Decimal quantity = settles ? body.decimalFromZero("quantity") : null;
        Decimal amount = settles ? body.signedDecimal("amount") : null;
        String reason = body.asciiOrNull("reason", REASON_LENGTH);
        String reference = body.ascii("reference", MAX_REFERENCE);
        if (said == Said.FAILING && reason == null) {
            body.fault("reason", "is missing: an ISO 15022 reason code");
        }
        int date = Given.date(body, "effectiveDate", Integer.MIN_VALUE);
        body.end();
        long hash = request.bodyHash();
        Entered entered = new Entered(id, said, quantity, amount, date, reason == null ? "" : reason, reference);
        return desk.read(state -> write(state, entered, request.actor(), hash)).compose(draft ->
            desk.submit(draft, false, (state, reply, last) -> Answer.json(reply.status(201), Views.instruction(state,
                Views.instructionRow(state, id)))));
    }

    private static Draft write(BackMachine state, Entered entered, int actor, long hash) {
        int row = Views.instructionRow(state, entered.instructionId());
        if (row == Table.NONE) {
            throw Problem.notFound("There is no instruction " + entered.instructionId() + ".");
        }
        Draft draft = new Draft();
        if (entered.said() == Said.SETTLED) {
            int scale = state.instruments().quantityScale(state.obligations().instrumentId(row));
            long quantity = Given.scaled("/quantity", entered.quantity(), scale);
            long amount = Given.scaled("/amount", entered.amount(), Money.scale(state.obligations().currency(row)));
            if (state.obligations().byInstruction(entered.instructionId()) == row) {
                requireAlone(quantity, amount);
            }
            draft.begin(new ConfirmationReceivedEncoder(), actor, 0).instructionId(entered.instructionId())
                .quantity(quantity).amountMinor(amount).bodyHash(hash)
                .effectiveDate(entered.date() == Integer.MIN_VALUE ? state.businessDate() : entered.date())
                .reference(entered.reference());
        } else {
            draft.begin(new StatusAdvisedEncoder(), actor, 0).instructionId(entered.instructionId()).bodyHash(hash)
                .status(SettlementStatus.valueOf(entered.said().name())).reason(entered.reason())
                .reference(entered.reference());
        }
        return draft;
    }

    /** Only net can nothing move but money, or securities with money to whom delivers them. */
    private static void requireAlone(long quantity, long amountMinor) {
        if (quantity == 0) {
            throw Problem.badInput("/quantity", "must be above 0");
        }
        if (amountMinor < 0) {
            throw Problem.badInput("/amount", "must not be below 0");
        }
    }
}
