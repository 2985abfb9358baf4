package throughline.journal;

import java.util.function.LongSupplier;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.io.ReferenceOwner;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.Wire;

/**
 * Pages of a journal's file that its writer has not come to yet, made by another thread in the writer's own mapping:
 * the kernel finds and clears memory for them in pieces of megabytes, which takes from 300 us to 20 ms. It looks at the
 * writer without asking it: a place seen late is one to begin at all the same. Nothing is changed: a word that is zero
 * is made zero, atomically. As far ahead as has been written since it began, at most 4 MB; not where little room is
 * left on the device: that is the writer's, and a page that cannot be made is a fault. One thread, any but the
 * writer's.
 */
final class RoomAhead {
    private static final ReferenceOwner OWNER = ReferenceOwner.temporary("room ahead");
    private static final long PAGE = 4096;
    private static final long MOST = 4L << 20;
    /** Of the device, bytes that are left alone. */
    private static final long LEFT = 64L << 20;

    private final ExcerptAppender appender;
    private final LongSupplier usable;
    private BytesStore<?, ?> mapped;
    private long seen;
    private long made;
    private long ahead;

    /**
     * For a writer.
     *
     * @param usable bytes of its device that are free
     */
    RoomAhead(ExcerptAppender appender, LongSupplier usable) {
        this.appender = appender;
        this.usable = usable;
    }

    /** Makes what is missing now; nothing where the writer is not there or is no more. Gives the number of pages. */
    int make() {
        Wire wire = appender.wire();
        BytesStore<?, ?> store = wire == null ? null : wire.bytes().bytesStore();
        // as long as it is reserved it stays mapped, whatever the writer does
        if (store == null || !store.tryReserve(OWNER)) {
            return 0;
        }
        try {
            return make(store, wire.bytes().writePosition());
        } finally {
            store.release(OWNER);
        }
    }

    private int make(BytesStore<?, ?> store, long position) {
        if (mapped == null || position < seen) {
            seen = position;
        }
        if (store != mapped || position > made) {
            mapped = store;
            made = (position + PAGE - 1) & -PAGE;
        }
        ahead = Math.min(MOST, ahead + position - seen);
        seen = position;
        int pages = 0;
        if (made >= position + ahead || usable.getAsLong() < LEFT) {
            return pages;
        }
        while (made < position + ahead && store.inside(made, Long.BYTES)) {
            store.compareAndSwapLong(made, 0, 0);
            made += PAGE;
            pages++;
        }
        return pages;
    }
}
