package throughline.backup;

import throughline.play.Progress;

/** Counts what is copied, shows how far it is, and looks now and then whether there still is room. */
final class Meter {
    private static final long LOOK_EVERY = 4L << 20;

    private final Progress progress;
    private final Room room;
    private final long total;
    private long bytes;
    private long records;
    private long lookAt = LOOK_EVERY;

    /** For a copy of about so many bytes. */
    Meter(Progress progress, Room room, long total) {
        this.progress = progress;
        this.room = room;
        this.total = total;
    }

    /** A document or a part of a file is copied. */
    void copied(long documentRecords, long length) {
        records += documentRecords;
        bytes += length;
        if (bytes >= lookAt) {
            lookAt = bytes + LOOK_EVERY;
            room.need(0);
            show();
        }
    }

    private void show() {
        if (progress.isDue()) {
            progress.bar(bytes, total, records, "records", "");
        }
    }

    void end() {
        progress.clear();
    }
}
