package throughline.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import throughline.live.LiveFirm.Part;
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
public record Blow(Set<Part> offices, boolean postgres, String stop) {
    private static final int ANY = 0;
    private static final int OFTEN = 40;
    private static final int SELDOM = 3;
    /** A step's append bears the kind of its first record; what is applied is met in recovery already. */
    private static final List<Place> FRONT_PLACES = List.of(
        new Place(Point.BEFORE_APPEND, OrderCapturedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, OrderCapturedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.BEFORE_ANSWER, OrderCapturedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_ANSWER, OrderCapturedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.BEFORE_APPEND, OrderPlacedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, OrderPlacedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, OrderDeclinedEncoder.TEMPLATE_ID, 1),
        new Place(Point.AFTER_APPLY, TradeExecutedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_SNAPSHOT, ANY, SELDOM),
        new Place(Point.AFTER_APPEND, ANY, OFTEN));
    private static final List<Place> MIDDLE_PLACES = List.of(
        new Place(Point.BEFORE_APPEND, OrderAcceptedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, OrderAcceptedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, OrderRejectedEncoder.TEMPLATE_ID, 1),
        new Place(Point.BEFORE_APPEND, TradeClearedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, TradeClearedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, ClockTickedEncoder.TEMPLATE_ID, SELDOM),
        new Place(Point.BEFORE_APPLY, OrderCapturedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_SNAPSHOT, ANY, 1));
    private static final List<Place> BACK_PLACES = List.of(
        new Place(Point.BEFORE_APPEND, EntryBookedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, EntryBookedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.AFTER_APPEND, ANY, OFTEN),
        new Place(Point.AFTER_APPEND, ClockTickedEncoder.TEMPLATE_ID, SELDOM),
        new Place(Point.BEFORE_APPLY, TradeClearedEncoder.TEMPLATE_ID, OFTEN),
        new Place(Point.BEFORE_SNAPSHOT, ANY, 1));
    private static final List<Place> BOOKS_PLACES = List.of(
        new Place(Point.BEFORE_COMMIT, ANY, SELDOM), new Place(Point.AFTER_COMMIT, ANY, SELDOM));

    /** Where an office may halt, at the latest on which passage. */
    private record Place(Point point, int templateId, int most) {
    }

    /** What may be hit, each in its turn. */
    public enum Kind {
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
            case FRONT_STOP -> halt(Part.FRONT, FRONT_PLACES, random);
            case MIDDLE_STOP -> halt(Part.MIDDLE, MIDDLE_PLACES, random);
            case BACK_STOP -> halt(Part.BACK, BACK_PLACES, random);
            case BOOKS_STOP -> halt(Part.BACK, BOOKS_PLACES, random);
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

    private static Blow halt(Part part, List<Place> places, SplittableRandom random) {
        Place place = places.get(random.nextInt(places.size()));
        return new Blow(Set.of(part), false,
            place.point() + ":" + place.templateId() + ":" + (1 + random.nextInt(place.most())));
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
