package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import throughline.firm.Refusal;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.DayClosingEncoder;
import throughline.message.FeeKind;
import throughline.message.TierBy;
import throughline.office.Outcome;

/** Fee tables that change in the day, and days that are reopened and sealed again. */
final class DayEvents {
    private final TwinFirm firm;
    private final TwinBooks books;
    private final Tally tally;
    private final SplittableRandom random;
    private final TwoPeople people;

    DayEvents(TwinFirm firm, TwinBooks books, Tally tally, TwoPeople people, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.tally = tally;
        this.people = people;
        this.random = random;
    }

    /** One event. */
    void any() {
        switch (random.nextInt(3)) {
            case 0 -> fee();
            case 1 -> reopen();
            default -> {
                if (books.reopened() != 0) {
                    reseal();
                }
            }
        }
    }

    private void fee() {
        FeeRow row = row(FeeKind.get((short) (1 + random.nextInt(6))));
        people.propose("FEE", people.proposals().fee(row), () -> Refusal.NONE, id -> books.fees.define(row));
    }

    private FeeRow row(FeeKind kind) {
        boolean client = kind == FeeKind.COMMISSION || random.nextBoolean();
        int account = random.nextInt(3) == 0 ? client ? World.CLIENT : World.FIFO : 0;
        int from = books.date() - 2 + random.nextInt(5);
        boolean byQuantity = random.nextBoolean();
        long least = random.nextInt(3) == 0 ? random.nextInt(500) : 0;
        return new FeeRow(kind, client ? AccountKind.CLIENT : AccountKind.PRINCIPAL, account,
            random.nextBoolean() ? 0 : random.nextBoolean() ? World.USD : World.EUR,
            ChargedSides.get((short) random.nextInt(3)), from, random.nextBoolean() ? 0 : from + random.nextInt(10),
            random.nextInt(200_000), random.nextInt(1_000_000), random.nextInt(3) == 0 ? random.nextInt(1_000) : 0,
            least, random.nextInt(3) == 0 ? least + random.nextInt(2_000) : -1, random.nextBoolean(),
            random.nextBoolean() ? ChargeDate.TRADE : ChargeDate.SETTLEMENT,
            byQuantity ? TierBy.QUANTITY : TierBy.NOTIONAL, random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0,
            tiers(byQuantity ? 100 : 100_000));
    }

    private List<FeeRow.Tier> tiers(long step) {
        long first = 1 + random.nextLong(step);
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(tier(first));
            default -> List.of(tier(first), tier(first + 1 + random.nextLong(step)));
        };
    }

    private FeeRow.Tier tier(long from) {
        return new FeeRow.Tier(from, random.nextInt(200_000), random.nextInt(1_000_000));
    }

    private void reopen() {
        int date = books.lastClosed();
        if (date != 0) {
            people.propose("REOPENING", people.proposals().reopening(date),
                () -> books.reopened() != 0 || date != books.lastClosed() ? Refusal.DAY_NOT_CLOSED : Refusal.NONE,
                id -> books.reopen(date));
        }
    }

    /** Before the open day can close, a reopened one is sealed. */
    void beforeClose() {
        if (books.reopened() != 0) {
            tally.met("close beside a reopened day");
            assertEquals(Outcome.WRONG_STATE, close(books.date()));
            reseal();
        }
    }

    private void reseal() {
        tally.met("sealed again");
        assertEquals(Outcome.RECORDED, close(books.reopened()));
        books.reopen(0);
    }

    private Outcome close(int date) {
        DayClosingEncoder closing = new DayClosingEncoder();
        firm.draft.begin(closing, World.OPS, 0).businessDate(date).requestKey("");
        return firm.send(closing);
    }
}
