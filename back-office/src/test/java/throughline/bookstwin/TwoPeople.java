package throughline.bookstwin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.firm.Refusal;
import throughline.message.Decision;
import throughline.office.Outcome;

/** One proposes, another decides, now or days later; office and twin must refuse the same for the same reason. */
final class TwoPeople {
    private static final int MOST_WAITING = 20;

    /** A proposal that waits: its id, why it could not be done now, and what doing it means. */
    private record Waiting(long id, int number, String name, Supplier<Refusal> check, LongConsumer book) {
    }

    private final TwinFirm firm;
    private final TwinDays days;
    private final Tally tally;
    private final SplittableRandom random;
    private final Proposals proposals;
    private final List<Waiting> waiting = new ArrayList<>();

    TwoPeople(TwinFirm firm, TwinDays days, Tally tally, SplittableRandom random) {
        this.firm = firm;
        this.days = days;
        this.tally = tally;
        this.random = random;
        proposals = new Proposals(firm);
    }

    Proposals proposals() {
        return proposals;
    }

    /** Sends the draft that was begun. */
    void propose(String name, MessageEncoderFlyweight draft, Supplier<Refusal> check, LongConsumer book) {
        Refusal expected = check.get();
        Outcome outcome = firm.send(draft);
        String told = name + (outcome == Outcome.AWAITS_APPROVAL ? "" : " " + Refusal.of(firm.reference()));
        assertEquals(expected == Refusal.NONE ? name : name + " " + expected, told, draft.toString());
        tally.met("proposed " + told);
        if (outcome == Outcome.AWAITS_APPROVAL) {
            waiting.add(new Waiting(firm.reference(), days.proposed(), name, check, book));
        }
    }

    /** Whether a decision is due. */
    boolean isDue() {
        return waiting.size() > MOST_WAITING || !waiting.isEmpty() && random.nextBoolean();
    }

    /** Decides on one that waits. */
    void decide() {
        Waiting one = waiting.get(random.nextInt(waiting.size()));
        int choice = random.nextInt(10);
        if (choice == 0) {
            tally.met("approval by oneself");
            assertEquals(Outcome.FORBIDDEN, proposals.decide(World.OPS, one.id(), Decision.APPROVE));
        } else if (choice == 1) {
            reject(one);
        } else {
            approve(one);
        }
    }

    /** Decides on all that waits. */
    void decideAll() {
        while (!waiting.isEmpty()) {
            decide();
        }
    }

    private void reject(Waiting one) {
        tally.met("rejected");
        assertEquals(Outcome.RECORDED, proposals.decide(World.SECOND_OPS, one.id(), Decision.REJECT));
        days.decided(one.number());
        waiting.remove(one);
    }

    private void approve(Waiting one) {
        Refusal expected = one.check().get();
        Outcome outcome = proposals.decide(World.SECOND_OPS, one.id(), Decision.APPROVE);
        String told = one.name() + (outcome == Outcome.RECORDED ? "" : " " + Refusal.of(firm.reference()));
        assertEquals(expected == Refusal.NONE ? one.name() : one.name() + " " + expected, told);
        tally.met("approved " + told);
        if (outcome == Outcome.RECORDED) {
            one.book().accept(one.id());
            days.decided(one.number());
            waiting.remove(one);
            firm.read();
        } else if (random.nextBoolean()) {
            reject(one);
        }
    }
}
