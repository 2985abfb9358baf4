package throughline.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import throughline.benchmark.LiveFirm.Part;
import throughline.message.ClockTickedEncoder;
import throughline.message.EntryBookedEncoder;
import throughline.message.OrderAcceptedEncoder;
import throughline.message.OrderCapturedEncoder;
import throughline.message.OrderDeclinedEncoder;
import throughline.message.OrderPlacedEncoder;
import throughline.message.OrderRejectedEncoder;
import throughline.message.TradeClearedEncoder;
import throughline.message.TradeExecutedEncoder;
import throughline.office.Stops.Point;

/**
 * What a round kills.
 *
 * @param offices that get {@code kill -9}, at once
 * @param postgres whether the PostgreSQL gets it too
 * @param stop where the only office halts by the test hook, {@code POINT:TEMPLATE:N}; empty: it is killed where it is
 */
record Blow(Set<Part> offices, boolean postgres, String stop) {
    private static final int MOST_PASSAGES = 40;
    private static final int ANY = 0;
    private static final Point[] STEP = {Point.BEFORE_APPEND, Point.AFTER_APPEND, Point.BEFORE_APPLY,
        Point.AFTER_APPLY};

    /** What may be hit, each in its turn. */
    enum Kind {
        FRONT, MIDDLE, BACK, POSTGRES, TWO, FRONT_STOP, MIDDLE_STOP, BACK_STOP, BOOKS_STOP
    }

    /** A blow of a kind, at a place of chance. */
    static Blow of(Kind kind, SplittableRandom random) {
        return switch (kind) {
            case FRONT -> kill(Part.FRONT);
            case MIDDLE -> kill(Part.MIDDLE);
            case BACK -> kill(Part.BACK);
            case POSTGRES -> new Blow(Set.of(), true, "");
            case TWO -> two(random);
            case FRONT_STOP -> frontStop(random);
            case MIDDLE_STOP -> stop(Part.MIDDLE, random, OrderAcceptedEncoder.TEMPLATE_ID,
                OrderRejectedEncoder.TEMPLATE_ID, TradeClearedEncoder.TEMPLATE_ID, ClockTickedEncoder.TEMPLATE_ID, ANY);
            case BACK_STOP -> stop(Part.BACK, random, EntryBookedEncoder.TEMPLATE_ID, TradeClearedEncoder.TEMPLATE_ID,
                ANY);
            case BOOKS_STOP -> new Blow(Set.of(Part.BACK), false,
                text(random.nextBoolean() ? Point.BEFORE_COMMIT : Point.AFTER_COMMIT, ANY, random));
        };
    }

    private static Blow kill(Part part) {
        return new Blow(Set.of(part), false, "");
    }

    /** Any two of the four. */
    private static Blow two(SplittableRandom random) {
        List<Part> parts = new ArrayList<>(List.of(Part.values()));
        Part first = parts.remove(random.nextInt(parts.size()));
        return random.nextInt(3) == 0 ? new Blow(Set.of(first), true, "")
            : new Blow(new TreeSet<>(Set.of(first, parts.get(random.nextInt(parts.size())))), false, "");
    }

    private static Blow frontStop(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return new Blow(Set.of(Part.FRONT), false, text(random.nextBoolean() ? Point.BEFORE_ANSWER
                : Point.AFTER_ANSWER, OrderCapturedEncoder.TEMPLATE_ID, random));
        }
        return stop(Part.FRONT, random, OrderCapturedEncoder.TEMPLATE_ID, OrderPlacedEncoder.TEMPLATE_ID,
            OrderDeclinedEncoder.TEMPLATE_ID, TradeExecutedEncoder.TEMPLATE_ID, ANY);
    }

    private static Blow stop(Part part, SplittableRandom random, int... templateIds) {
        return new Blow(Set.of(part), false, text(STEP[random.nextInt(STEP.length)],
            templateIds[random.nextInt(templateIds.length)], random));
    }

    private static String text(Point point, int templateId, SplittableRandom random) {
        return point + ":" + templateId + ":" + (1 + random.nextInt(MOST_PASSAGES));
    }

    /** Who is hit, in words. */
    @Override
    public String toString() {
        List<String> hit = new ArrayList<>();
        offices.forEach(part -> hit.add(part.toString()));
        if (postgres) {
            hit.add("PostgreSQL");
        }
        return String.join(" and ", hit) + (stop.isEmpty() ? "" : " at " + stop);
    }
}
