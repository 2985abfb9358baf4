package throughline.world;

import java.util.SplittableRandom;
import throughline.office.Stops.Point;

/**
 * Chooses where an office is to be stopped next: at times just some points from here, mostly at a place and a kind of
 * record, so that the rare ones are met as often as the common.
 */
final class Targets {
    private static final int[] FRONT =
        {1, 2, 3, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
            43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 54, 55, 56, 57};
    private static final int[] MIDDLE = {1, 2, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 72, 73, 74, 75, 76, 77,
        78, 79, 80, 81};
    private static final int[] BACK = {1, 2, 100, 101, 102, 103, 104, 105, 106, 107, 110, 111, 112, 113, 114, 115, 116,
        117, 118, 119, 120, 121, 122, 123};
    private static final int[] FRONT_COMMANDS = {23, 30, 34, 39, 44, 45, 46, 47, 48, 50};
    private static final int[] MIDDLE_COMMANDS = {63, 64, 65, 66, 68, 76, 78, 80};
    private static final int[] BACK_COMMANDS = {100, 101, 102, 103, 104, 105, 107, 114, 115, 116, 120, 121};
    private static final Point[] AROUND_RECORDS =
        {Point.BEFORE_APPEND, Point.AFTER_APPEND, Point.BEFORE_APPLY, Point.AFTER_APPLY};
    private static final Point[] AROUND_ANSWERS = {Point.BEFORE_ANSWER, Point.AFTER_ANSWER};
    private static final Point[] APART =
        {Point.BEFORE_SNAPSHOT, Point.AFTER_SNAPSHOT, Point.BEFORE_COMMIT, Point.AFTER_COMMIT};
    private static final Point[] APPLY = {Point.BEFORE_APPLY, Point.AFTER_APPLY};

    private Targets() {
    }

    static void arm(SmallOffice office, SplittableRandom random) {
        int times = 1 + random.nextInt(2);
        switch (random.nextInt(10)) {
            case 0 -> office.stopAfter(1 + random.nextInt(400));
            case 1 -> office.stopAt(random.nextBoolean() ? SmallOffice.DESK : SmallOffice.AGENT, one(APART, random), 0,
                times);
            case 2 -> office.stopAt(SmallOffice.AGENT, one(AROUND_ANSWERS, random), one(commands(office), random),
                times);
            case 3 -> office.stopAt(SmallOffice.AGENT, Point.BEFORE_APPLY, input(office, random), times);
            case 4, 5 -> office.stopAt(SmallOffice.RECOVERY, one(APPLY, random), one(own(office), random), times);
            case 6, 7 -> office.stopAt(SmallOffice.DESK, one(APPLY, random), one(own(office), random), times);
            default -> office.stopAt(SmallOffice.AGENT, one(AROUND_RECORDS, random), one(own(office), random), times);
        }
    }

    private static int input(SmallOffice office, SplittableRandom random) {
        return switch (office.id()) {
            case FRONT -> one(random.nextBoolean() ? MIDDLE : BACK, random);
            case MIDDLE -> one(FRONT, random);
            default -> one(MIDDLE, random);
        };
    }

    private static int[] own(SmallOffice office) {
        return switch (office.id()) {
            case FRONT -> FRONT;
            case MIDDLE -> MIDDLE;
            default -> BACK;
        };
    }

    private static int[] commands(SmallOffice office) {
        return switch (office.id()) {
            case FRONT -> FRONT_COMMANDS;
            case MIDDLE -> MIDDLE_COMMANDS;
            default -> BACK_COMMANDS;
        };
    }

    private static int one(int[] of, SplittableRandom random) {
        return of[random.nextInt(of.length)];
    }

    private static Point one(Point[] of, SplittableRandom random) {
        return of[random.nextInt(of.length)];
    }
}
