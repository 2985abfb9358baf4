package throughline.ledgerdesk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.desk.Decimal;
import throughline.desk.Listing;
import throughline.message.AccountKind;
import throughline.message.ChargedSides;
import throughline.message.FeeStatedDecoder;
import throughline.message.FeeStatedEncoder;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderDecoder;
import throughline.message.MessageHeaderEncoder;
import throughline.message.TierBy;
import throughline.reference.Money;
import throughline.report.Names;

/** A row of a fee table as JSON, in the words of fees.csv. On the desk's thread. */
final class FeeView {
    /** Fields that the list filters by and CSV shows. */
    static final List<String> COLUMNS = List.of("kind", "accountKind", "account", "currency", "side", "fromDate",
        "toDate", "chargeDate", "ratePerNotional", "ratePerUnit", "perOrder", "minimum", "maximum", "above", "tierBy",
        "tiers", "rounding");

    /** Decimals of money where a row is for any currency. */
    private static final int USUAL_DECIMALS = 2;

    private static final int MOST_BYTES = 1 << 14;

    private FeeView() {
    }

    /** Decimals of a row's money. */
    static int scale(int currency) {
        return currency == 0 ? USUAL_DECIMALS : Money.scale(currency);
    }

    /**
     * The first row behind another that is in force on a date.
     *
     * @param asOf epoch day; null: on any
     */
    static Listing.Row next(BackMachine state, long after, Integer asOf) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_BYTES]);
        FeeStatedDecoder fee = new FeeStatedDecoder();
        for (int row = Listing.behind(after, 0); row < state.fees().end(); row++) {
            buffer.setMemory(0, MOST_BYTES, (byte) 0);
            state.fees().encode(row, new FeeStatedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()));
            fee.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
            boolean open = fee.toDate() == FeeStatedDecoder.toDateNullValue();
            if (asOf == null || fee.fromDate() <= asOf && (open || asOf <= fee.toDate())) {
                return new Listing.Row(row, view(state, fee));
            }
        }
        return null;
    }

    /** The row that a {@code FeeProposed} asks for: up to its tiers it is laid out as a row that is stated. */
    static JsonObject proposed(BackMachine state, JournalRecord record) {
        FeeStatedDecoder fee = new FeeStatedDecoder();
        fee.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        return view(state, fee);
    }

    private static JsonObject view(BackMachine state, FeeStatedDecoder fee) {
        int scale = scale(fee.currency());
        boolean all = fee.accountKindRaw() == AccountKind.NULL_VAL.value();
        boolean open = fee.toDate() == FeeStatedDecoder.toDateNullValue();
        boolean unbounded = fee.maximumMinor() == FeeStatedDecoder.maximumMinorNullValue();
        JsonArray tiers = new JsonArray();
        JsonObject view = new JsonObject().put("kind", Names.lower(fee.kind()))
            .put("accountKind", all ? "" : Names.lower(fee.accountKind()))
            .put("account", Names.account(state, fee.accountId()))
            .put("currency", fee.currency() == 0 ? "" : Names.currency(fee.currency())).put("side", side(fee.sides()))
            .put("fromDate", Answer.date(fee.fromDate())).put("toDate", open ? "" : Answer.date(fee.toDate()))
            .put("chargeDate", Names.lower(fee.chargeDate()))
            .put("ratePerNotional", Decimal.textE8(fee.ratePerNotionalE8()))
            .put("ratePerUnit", Decimal.textE8(fee.ratePerUnitE8()))
            .put("perOrder", Decimal.text(fee.perOrderMinor(), scale))
            .put("minimum", Decimal.text(fee.minimumMinor(), scale))
            .put("maximum", unbounded ? "" : Decimal.text(fee.maximumMinor(), scale))
            .put("above", Decimal.text(fee.aboveMinor(), scale)).put("tierBy", Names.lower(fee.tierBy()))
            .put("rounding", fee.roundsUp() == 0 ? "half_up" : "up").put("tiers", tiers);
        int fromScale = fee.tierBy() == TierBy.QUANTITY ? 0 : scale;
        for (FeeStatedDecoder.TiersDecoder tier : fee.tiers()) {
            tiers.add(new JsonObject().put("from", Decimal.text(tier.from(), fromScale))
                .put("ratePerNotional", Decimal.textE8(tier.ratePerNotionalE8()))
                .put("ratePerUnit", Decimal.textE8(tier.ratePerUnitE8())));
        }
        return view;
    }

    private static String side(ChargedSides sides) {
        return sides == ChargedSides.ALL ? "all" : sides.name().toLowerCase(Locale.ROOT).substring(0, sides.name()
            .length() - 1);
    }
}
