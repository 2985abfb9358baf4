package throughline.journal;

/** The journal in memory. */
final class MemoryJournalTest extends JournalTest {
    @Override
    Journal open() {
        return new MemoryJournal("test");
    }
}
