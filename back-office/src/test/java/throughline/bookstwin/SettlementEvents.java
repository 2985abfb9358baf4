package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import throughline.back.MiddleJournal.Fill;
import throughline.message.ConfirmationReceivedEncoder;
import throughline.message.SettlementStatus;
import throughline.message.StatusAdvisedEncoder;
import throughline.office.Outcome;

/** Confirmations and statuses at random: whole, in parts, repeated, contradictory, too much, of nothing. */
final class SettlementEvents {
    private static final int ARCHIVED = 5_000;
    /** No instruction has this id. */
    private static final long NOBODYS = 3;

    private record Sent(long instruction, long quantity, long amount, int date, String reference) {
    }

    private final TwinFirm firm;
    private final TwinBooks books;
    private final Tally tally;
    private final SplittableRandom random;
    private final List<Owed> open = new ArrayList<>();
    private final List<Sent> archive = new ArrayList<>();
    private final List<Owed> done = new ArrayList<>();
    private long references;

    SettlementEvents(TwinFirm firm, TwinBooks books, Tally tally, SplittableRandom random) {
        this.firm = firm;
        this.books = books;
        this.tally = tally;
        this.random = random;
    }

    /** The orders of a day that closed were instructed. */
    void instructed(List<Fill> fills) {
        Set<Owed> orders = new LinkedHashSet<>();
        fills.forEach(fill -> orders.add(books.owed(fill.order(), fill.date())));
        orders.removeIf(one -> one.quantity.signum() == 0);
        orders.forEach(one -> {
            one.instruction = firm.instruction(one.order, one.date);
            books.settlement.instructed(one);
        });
        open.addAll(orders);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** One event; recent obligations mostly, now and then an old one. */
    void any() {
        int choice = random.nextInt(100);
        int recent = Math.min(open.size(), random.nextInt(4) == 0 ? open.size() : 500);
        Owed one = open.get(open.size() - 1 - random.nextInt(recent));
        if (choice < 10) {
            fail(one);
        } else if (choice < 13 && !archive.isEmpty()) {
            again();
        } else if (choice < 15) {
            wrong(one);
        } else if (choice < 16 && !done.isEmpty()) {
            late();
        } else if (choice < 17) {
            nothing();
        } else {
            settle(one);
        }
    }

    private void settle(Owed one) {
        long openQuantity = one.openQuantity().longValueExact();
        long openAmount = one.openAmount().longValueExact();
        boolean part = openQuantity > 1 && random.nextInt(3) == 0;
        long quantity = part ? 1 + random.nextLong(openQuantity - 1) : openQuantity;
        long amount = part ? Math.floorDiv(Math.multiplyExact(openAmount, quantity), openQuantity) : openAmount;
        tally.met((part ? "part " : "whole ") + (one.failing ? "settlement after a fail" : "settlement"));
        confirm(one.instruction, quantity, amount);
        if (!part) {
            open.remove(one);
            done.add(one);
        }
    }

    private void confirm(long instruction, long quantity, long amount) {
        Sent sent = new Sent(instruction, quantity, amount, books.date(), "R" + ++references);
        if (archive.size() < ARCHIVED) {
            archive.add(sent);
        } else {
            archive.set(random.nextInt(ARCHIVED), sent);
        }
        send(sent);
    }

    private void send(Sent sent) {
        ConfirmationReceivedEncoder confirmation = new ConfirmationReceivedEncoder();
        firm.draft.begin(confirmation, 0, 0).instructionId(sent.instruction()).quantity(sent.quantity())
            .amountMinor(sent.amount()).effectiveDate(sent.date()).reference(sent.reference());
        Outcome outcome = firm.send(confirmation);
        assertEquals(books.settlement.confirm(sent.instruction(), sent.quantity(), sent.amount(), sent.reference()),
            outcome, sent.toString());
    }

    private void again() {
        boolean same = random.nextBoolean();
        tally.met(same ? "confirmation again" : "confirmation contradicted");
        Sent sent = archive.get(random.nextInt(archive.size()));
        if (!books.settlement.knows(sent.instruction()) && sent.instruction() != NOBODYS) {
            tally.met("confirmation again of what has left");
        }
        send(new Sent(sent.instruction(), sent.quantity() + (same ? 0 : 1), sent.amount(), sent.date(),
            sent.reference()));
    }

    /** Something more of what has settled, and may have left since. */
    private void late() {
        Owed one = done.get(random.nextInt(done.size()));
        tally.met(books.settlement.knows(one.instruction) ? "late message" : "message of what has left");
        if (random.nextBoolean()) {
            confirm(one.instruction, 1, 1);
        } else {
            fail(one);
        }
    }

    private void wrong(Owed one) {
        tally.met("confirmation that does not fit");
        long quantity = one.openQuantity().longValueExact();
        long amount = one.openAmount().longValueExact();
        switch (random.nextInt(3)) {
            case 0 -> confirm(one.instruction, quantity + 1, amount);
            case 1 -> confirm(one.instruction, quantity, amount + 1);
            default -> confirm(one.instruction, quantity, Math.max(0, amount - 1));
        }
    }

    private void nothing() {
        tally.met("confirmation of nothing");
        confirm(NOBODYS, 10, 1_000);
    }

    private void fail(Owed one) {
        StatusAdvisedEncoder advice = new StatusAdvisedEncoder();
        firm.draft.begin(advice, 0, 0).instructionId(one.instruction).status(SettlementStatus.FAILING).reason("LACK")
            .reference("R" + ++references);
        assertEquals(Outcome.RECORDED, firm.send(advice));
        tally.met(books.settlement.fail(one.instruction) ? "fail" : "fail again");
    }
}
