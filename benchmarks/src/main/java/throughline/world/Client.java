package throughline.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import throughline.office.Commands;
import throughline.office.Draft;
import throughline.office.Outcome;

/**
 * Everyone who asks one office for something: sends each request until it is answered for good, again after silence,
 * and at times again though it was answered.
 */
final class Client {
    private static final long PATIENCE_NS = 3_000_000_000L;

    /** Something asked for, over and over until it is answered. */
    static final class Request {
        private final Consumer<Draft> draft;
        private final boolean urgent;
        private final Consumer<Request> onAnswer;
        private long sentNs = Long.MIN_VALUE;
        private Outcome outcome;
        private long reference;

        private Request(Consumer<Draft> draft, boolean urgent, Consumer<Request> onAnswer) {
            this.draft = draft;
            this.urgent = urgent;
            this.onAnswer = onAnswer;
        }

        Outcome outcome() {
            return outcome;
        }

        long reference() {
            return reference;
        }
    }

    private final SmallOffice office;
    private final VirtualClock clock;
    private final SplittableRandom random;
    private final List<Request> open = new ArrayList<>();
    private final List<Request> answered = new ArrayList<>();
    private final Map<Long, Request> inFlight = new LinkedHashMap<>();
    private final Draft draft = new Draft();
    private Commands wire;
    private long correlation;
    private boolean calm;

    Client(SmallOffice office, VirtualClock clock, SplittableRandom random) {
        this.office = office;
        this.clock = clock;
        this.random = random;
    }

    /** Asks; the answer, once it is final, goes to the handler. */
    void ask(Consumer<Draft> request, boolean urgent, Consumer<Request> onAnswer) {
        open.add(new Request(request, urgent, onAnswer));
    }

    /** From here it repeats nothing that was answered. */
    void calm() {
        calm = true;
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    int open() {
        return open.size();
    }

    /** Sends what waits, reads answers. */
    int work() {
        if (!office.isUp()) {
            return 0;
        }
        if (wire != office.commands()) {
            wire = office.commands();
            inFlight.clear();
        }
        int work = wire.pollReplies(this::onReply, 16);
        for (Request request : open) {
            if (request.sentNs == Long.MIN_VALUE || clock.nanoTime() - request.sentNs > PATIENCE_NS) {
                send(request);
                work++;
            }
        }
        if (!calm && !answered.isEmpty() && random.nextInt(50) == 0) {
            send(answered.get(random.nextInt(answered.size())));
        }
        return work;
    }

    private void send(Request request) {
        request.draft.accept(draft);
        long number = ++correlation;
        boolean taken = request.urgent ? wire.offerUrgent(draft, number) : wire.offer(draft, number);
        if (taken) {
            inFlight.put(number, request);
            request.sentNs = clock.nanoTime();
        }
    }

    private void onReply(long number, Outcome outcome, long reference, long seq) {
        Request request = inFlight.remove(number);
        if (request == null || outcome == Outcome.NOT_READY || outcome == Outcome.SESSION_CLOSED) {
            return;
        }
        if (request.outcome == null) {
            request.outcome = outcome;
            request.reference = reference;
            open.remove(request);
            answered.add(request);
            request.onAnswer.accept(request);
        }
    }
}
