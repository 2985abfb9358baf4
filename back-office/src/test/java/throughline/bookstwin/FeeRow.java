package throughline.bookstwin;

import static throughline.bookstwin.World.day;

import java.util.List;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.TierBy;

/** A row of a fee table as it is told; rates are x 10^-8, a date of 0 is none, a maximum below 0 is none. */
record FeeRow(FeeKind kind, AccountKind accounts, int account, int currency, ChargedSides sides, int from, int to,
    long perNotional, long perUnit, long perOrder, long minimum, long maximum, boolean roundsUp, ChargeDate dated,
    TierBy tierBy, long above, List<Tier> tiers) {

    /** Rates of the part above. */
    record Tier(long from, long perNotional, long perUnit) {
    }

    /** What the firm opens with. */
    static List<FeeRow> first() {
        int start = day("2024-01-01");
        return List.of(
            row(FeeKind.EXCHANGE, AccountKind.PRINCIPAL, start, 0, 0, 300_000),
            row(FeeKind.COMMISSION, AccountKind.CLIENT, start, 0, 0, 1_000_000).between(100, -1),
            row(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, day("2025-05-14"), day("2026-04-03"), 0, 0).ofSells()
                .settling(),
            row(FeeKind.SEC_SECTION_31, AccountKind.NULL_VAL, day("2026-04-04"), 0, 2_060, 0).ofSells().settling(),
            row(FeeKind.TAF, AccountKind.NULL_VAL, day("2026-01-01"), 0, 0, 19_500).ofSells().between(0, 979));
    }

    static FeeRow row(FeeKind kind, AccountKind accounts, int from, int to, long perNotional, long perUnit) {
        return new FeeRow(kind, accounts, 0, 0, ChargedSides.ALL, from, to, perNotional, perUnit, 0, 0, -1, false,
            ChargeDate.TRADE, TierBy.NOTIONAL, 0, List.of());
    }

    FeeRow between(long least, long most) {
        return new FeeRow(kind, accounts, account, currency, sides, from, to, perNotional, perUnit, perOrder, least,
            most, roundsUp, dated, tierBy, above, tiers);
    }

    /** On sales, rounded up. */
    FeeRow ofSells() {
        return new FeeRow(kind, accounts, account, currency, ChargedSides.SELLS, from, to, perNotional, perUnit,
            perOrder, minimum, maximum, true, dated, tierBy, above, tiers);
    }

    FeeRow settling() {
        return new FeeRow(kind, accounts, account, currency, sides, from, to, perNotional, perUnit, perOrder, minimum,
            maximum, roundsUp, ChargeDate.SETTLEMENT, tierBy, above, tiers);
    }
}
