package throughline.export;

import throughline.books.BooksRefusedException;
import throughline.books.Position;
import throughline.journal.Journal;
import throughline.journal.RecordCursor;
import throughline.message.AccountDefinedDecoder;
import throughline.message.InstrumentDefinedDecoder;
import throughline.message.JournalRecord;
import throughline.message.PartyDefinedDecoder;
import throughline.message.UserDefinedDecoder;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Parties;
import throughline.reference.Users;

/**
 * What the firm's accounts, parties, instruments and people were called where the books stand; the books have their ids
 * only. Read from the back journal, of which only the definitions are taken up. Not thread-safe.
 */
final class FirmNames {
    private final Accounts accounts = new Accounts();
    private final Parties parties = new Parties();
    private final Instruments instruments = new Instruments();
    private final Users users = new Users();

    /**
     * Reads them.
     *
     * @throws BooksRefusedException when the record the books stand at is not in this journal
     */
    static FirmNames read(Journal back, Position position) {
        FirmNames names = new FirmNames();
        try (RecordCursor cursor = new RecordCursor("back", back)) {
            while (cursor.seq() < position.seq() && cursor.next()) {
                names.take(cursor.record());
            }
            if (cursor.seq() != position.seq() || cursor.crc() != position.crc()) {
                throw new BooksRefusedException("the books stand at seq " + position.seq() + " of another journal than"
                    + " this firm's: ./firm rebuild fills them anew");
            }
        }
        return names;
    }

    private void take(JournalRecord record) {
        switch (record.templateId()) {
            case PartyDefinedDecoder.TEMPLATE_ID -> parties.state(record);
            case AccountDefinedDecoder.TEMPLATE_ID -> accounts.state(record);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> instruments.state(record);
            case UserDefinedDecoder.TEMPLATE_ID -> users.state(record);
            default -> { }
        }
    }

    /** An account's name; empty for 0, its number when it is not known. */
    String account(int id) {
        return id == 0 ? "" : accounts.isKnown(id) ? accounts.name(id) : Integer.toString(id);
    }

    /** A party's short name; empty for 0, its number when it is not known. */
    String party(int id) {
        return id == 0 ? "" : parties.isKnown(id) ? parties.name(id) : Integer.toString(id);
    }

    /** An instrument's symbol; empty for 0, its number when it is not known. */
    String symbol(int id) {
        return id == 0 ? "" : instruments.isKnown(id) ? instruments.symbol(id) : Integer.toString(id);
    }

    /** A person's user name; empty for 0, the number when it is not known. */
    String user(int id) {
        return id == 0 ? "" : users.isKnown(id) ? users.name(id) : Integer.toString(id);
    }

    /** Decimals of an instrument's quantities; 0 when it is not known. */
    int quantityScale(int instrument) {
        return instruments.isKnown(instrument) ? instruments.quantityScale(instrument) : 0;
    }
}
