package throughline.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.collections.LongArrayList;
import throughline.ledger.Chart;
import throughline.message.AccrualKind;
import throughline.message.AccrualProposedEncoder;
import throughline.message.ApprovalDecidedEncoder;
import throughline.message.CashMovementKind;
import throughline.message.CashMovementProposedEncoder;
import throughline.message.DaySignedOffEncoder;
import throughline.message.Decision;
import throughline.message.EntryProposedEncoder;
import throughline.message.ExceptionResolvedEncoder;
import throughline.message.ReopeningProposedEncoder;
import throughline.message.SecurityMovementKind;
import throughline.message.SecurityMovementProposedEncoder;
import throughline.office.Draft;
import throughline.office.Outcome;

/** What the operations staff of the small world do in pairs: movements, entries by hand, reopening; and sign-offs. */
final class Operators {
    private static final int USD = 840;
    private static final int EUR = 978;
    private static final int DEALER = 5;
    private static final int YEAR = 360;

    private final SplittableRandom random;
    private final Client back;
    private final LongArrayList deals = new LongArrayList();
    private final LongArrayList borrowings = new LongArrayList();
    private final LongArrayList accruals = new LongArrayList();
    private final List<Integer> dates = new ArrayList<>();
    private int numbers;

    Operators(SplittableRandom random, Client back) {
        this.random = random;
        this.back = back;
        dates.add(SmallFirm.FIRST_DAY);
    }

    /** A day was asked to close: the next one is open soon. */
    void closing(int next) {
        dates.add(next);
    }

    private int date() {
        return dates.get(dates.size() - 1);
    }

    private int dayBefore() {
        return dates.get(Math.max(0, dates.size() - 2));
    }

    /** Two of them do something. */
    void act() {
        switch (random.nextInt(12)) {
            case 0, 1 -> money();
            case 2 -> exchange();
            case 3, 4 -> securities();
            case 5 -> borrow();
            case 6 -> accrue();
            case 7, 8 -> entry();
            case 9 -> reopen();
            case 10 -> signOff();
            default -> resolve();
        }
    }

    private String key() {
        return "m" + ++numbers;
    }

    private CashMovementProposedEncoder cash(Draft draft, CashMovementKind kind) {
        return draft.begin(new CashMovementProposedEncoder(), SmallFirm.OPS, 0).kind(kind).bodyHash(1)
            .valueDate(date()).partyId(DEALER).currency(USD);
    }

    private void money() {
        CashMovementKind[] kinds = {CashMovementKind.DEPOSIT, CashMovementKind.WITHDRAWAL, CashMovementKind.CAPITAL_IN,
            CashMovementKind.CAPITAL_OUT, CashMovementKind.FEES_PAID, CashMovementKind.BANK_CHARGE};
        CashMovementKind kind = kinds[random.nextInt(kinds.length)];
        boolean client = kind == CashMovementKind.DEPOSIT || kind == CashMovementKind.WITHDRAWAL;
        int chart = kind == CashMovementKind.FEES_PAID ? Chart.EXCHANGE_FEES_PAYABLE.number() : 0;
        long amount = 1 + random.nextInt(client ? 20_000_00 : 500);
        String key = key();
        together(draft -> cash(draft, kind).accountId(client ? SmallFirm.CLIENT : SmallFirm.PROP)
            .partyId(chart == 0 ? 0 : 3).chartNumber(chart).amountMinor(amount).requestKey(key).reason("tried"), null);
    }

    private void exchange() {
        String key = key();
        if (!deals.isEmpty() && random.nextBoolean()) {
            long deal = deals.removeAt(random.nextInt(deals.size()));
            together(draft -> cash(draft, CashMovementKind.FX_SETTLED).relatesTo(deal).requestKey(key).reason(""),
                null);
        } else {
            long amount = 1 + random.nextInt(1_000_00);
            together(draft -> cash(draft, CashMovementKind.FX_DEAL).accountId(SmallFirm.PROP).currency(EUR)
                .amountMinor(amount).againstCurrency(USD).againstMinor(amount + amount / 10).requestKey(key)
                .reason(""), deals);
        }
    }

    private SecurityMovementProposedEncoder security(Draft draft, SecurityMovementKind kind) {
        return draft.begin(new SecurityMovementProposedEncoder(), SmallFirm.OPS, 0).kind(kind).bodyHash(1)
            .valueDate(date());
    }

    private void securities() {
        String key = key();
        int account = random.nextInt(3) == 0 ? SmallFirm.CLIENT : 1 + random.nextInt(2);
        int instrument = 1 + random.nextInt(SmallFirm.INSTRUMENTS);
        long quantity = 1 + random.nextInt(200);
        boolean in = random.nextBoolean();
        long cost = in && account != SmallFirm.CLIENT ? quantity * SmallFirm.PRICES_E8[instrument] / 1_000_000 : 0;
        together(draft -> security(draft, in ? SecurityMovementKind.RECEIVED : SecurityMovementKind.DELIVERED)
            .accountId(account).instrumentId(instrument).quantity(quantity).amountMinor(cost).requestKey(key)
            .reason("tried"), null);
    }

    private void borrow() {
        String key = key();
        if (!borrowings.isEmpty() && random.nextBoolean()) {
            long borrowing = borrowings.removeAt(random.nextInt(borrowings.size()));
            together(draft -> security(draft, SecurityMovementKind.BORROW_RETURNED).relatesTo(borrowing)
                .requestKey(key).reason(""), null);
        } else {
            long quantity = 1 + random.nextInt(100);
            together(draft -> security(draft, SecurityMovementKind.BORROWED).accountId(SmallFirm.PROP)
                .partyId(DEALER).instrumentId(1).quantity(quantity).amountMinor(quantity * 50_00)
                .feeRateE8(random.nextInt(2) * 5_000_000L).requestKey(key).reason(""), borrowings);
        }
    }

    private void accrue() {
        String key = key();
        if (!accruals.isEmpty() && random.nextBoolean()) {
            long accrual = accruals.getLong(random.nextInt(accruals.size()));
            together(draft -> cash(draft, CashMovementKind.ACCRUAL_SETTLED).relatesTo(accrual)
                .amountMinor(1 + random.nextInt(100)).requestKey(key).reason(""), null);
        } else {
            together(draft -> draft.begin(new AccrualProposedEncoder(), SmallFirm.OPS, 0)
                .kind(random.nextBoolean() ? AccrualKind.INTEREST_OWED : AccrualKind.INTEREST_EARNED).bodyHash(1)
                .accountId(SmallFirm.ARB).partyId(DEALER).principalMinor(10_000_00L).rateE8(5_000_000)
                .fromDate(dayBefore()).toDate(AccrualProposedEncoder.toDateNullValue()).currency(USD).dayBasis(YEAR)
                .requestKey(key).reason(""), accruals);
        }
    }

    private void entry() {
        String key = key();
        long amount = 1 + random.nextInt(10_000);
        int into = random.nextInt(3) == 0 ? dayBefore() : date();
        together(draft -> {
            EntryProposedEncoder encoder = draft.begin(new EntryProposedEncoder(), SmallFirm.OPS, 0).bodyHash(1)
                .accountingDate(into).tradeDate(into).valueDate(into);
            encoder.postingsCount(2)
                .next().amount(amount).chartNumber(Chart.DIFFERENCES.number()).unit(USD).accountId(SmallFirm.PROP)
                .next().amount(-amount).chartNumber(Chart.CASH.number()).unit(USD).partyId(DEALER);
            encoder.text("tried").requestKey(key).reason("tried");
        }, null);
    }

    private void reopen() {
        int day = dayBefore();
        String key = key();
        together(draft -> draft.begin(new ReopeningProposedEncoder(), SmallFirm.OPS, 0).businessDate(day).bodyHash(1)
            .requestKey(key).reason("tried"), null);
        if (day != date()) {
            close(day);
        }
    }

    /** Closes the day before again: as long as it is reopened no other day closes. */
    void closeDayBefore() {
        if (dayBefore() != date()) {
            close(dayBefore());
        }
    }

    private void close(int day) {
        String key = key();
        back.ask(draft -> draft.begin(new throughline.message.DayClosingEncoder(), SmallFirm.OPS, 0).businessDate(day)
            .bodyHash(1).requestKey(key), false, answer -> Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED,
                Outcome.WRONG_STATE, Outcome.NOT_FOUND));
    }

    private void signOff() {
        String key = key();
        int day = dayBefore();
        back.ask(draft -> draft.begin(new DaySignedOffEncoder(), SmallFirm.OPS, 0).businessDate(day).bodyHash(1)
            .requestKey(key).comment("seen"), false, answer -> Script.expect(answer, Outcome.RECORDED,
                Outcome.REPEATED, Outcome.WRONG_STATE, Outcome.NOT_FOUND, Outcome.CONFLICT));
    }

    private void resolve() {
        String key = key();
        long exception = 1 + random.nextInt(2_000);
        back.ask(draft -> draft.begin(new ExceptionResolvedEncoder(), SmallFirm.OPS, 0).exceptionSeq(exception)
            .bodyHash(1).requestKey(key).comment("seen"), false, answer -> Script.expect(answer, Outcome.RECORDED,
                Outcome.REPEATED, Outcome.NOT_FOUND, Outcome.WRONG_STATE));
    }

    /** One proposes, another mostly approves; the ids of what was granted are kept. */
    private void together(Consumer<Draft> proposal, LongArrayList granted) {
        back.ask(proposal, false, asked -> {
            Script.expect(asked, Outcome.AWAITS_APPROVAL, Outcome.REPEATED, Outcome.WRONG_STATE, Outcome.NOT_FOUND);
            if (asked.outcome() == Outcome.AWAITS_APPROVAL) {
                approve(asked.reference(), granted);
            }
        });
    }

    private void approve(long id, LongArrayList granted) {
        String key = key();
        Decision decision = random.nextInt(5) == 0 ? Decision.REJECT : Decision.APPROVE;
        back.ask(draft -> draft.begin(new ApprovalDecidedEncoder(), SmallFirm.OPS_2, 0).approvalId(id).bodyHash(1)
            .decision(decision).requestKey(key).comment(""), false, answer -> {
                Script.expect(answer, Outcome.RECORDED, Outcome.REPEATED, Outcome.WRONG_STATE, Outcome.NOT_FOUND);
                if (granted != null && decision == Decision.APPROVE && answer.outcome() == Outcome.RECORDED) {
                    granted.addLong(id);
                }
            });
    }
}
