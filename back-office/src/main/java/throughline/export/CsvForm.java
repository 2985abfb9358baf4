package throughline.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.books.Batch;
import throughline.books.LedgerExtract;
import throughline.ledger.Chart;
import throughline.message.Capacity;
import throughline.message.UnitKind;
import throughline.reference.CsvCell;

/**
 * A line for each posting, with its entry's columns in each, below lines that begin with {@code #} and the columns'
 * names. Amounts have all of their unit's decimals; balance is debits less credits after the posting, in the order of
 * the entries' ids. A text that a spreadsheet would run begins with a quote. Not thread-safe.
 */
final class CsvForm implements Form {
    private static final String[] COLUMNS = {"entryId", "line", "accountingDate", "tradeDate", "valueDate",
        "bookingDate", "kind", "text", "trader", "orderId", "sourceId", "reverses", "causeJournal", "causeSeq",
        "actor", "seq", "bookedAt", "ledgerAccountId", "chart", "title", "account", "party", "instrument",
        "capacity", "unitKind", "unit", "amount", "debits", "credits", "balance", "version"};
    private static final int OF_ENTRY = 17;

    private final CsvWriter out;
    private final FirmNames names;
    private final Map<Integer, Unit> units = new HashMap<>();
    private final Map<Integer, String[]> columns = new HashMap<>();
    private final String[] line = new String[COLUMNS.length];

    CsvForm(Writer out, FirmNames names) {
        this.out = CsvWriter.builder().bufferSize(0).build(out);
        this.names = names;
    }

    @Override
    public void head(List<String> told, List<Batch.Account> accounts) {
        for (Batch.Account account : accounts) {
            Unit unit = Unit.of(account.unitKind(), account.unit(), names);
            units.put(account.ledgerAccountId(), unit);
            columns.put(account.ledgerAccountId(), new String[] {Integer.toString(account.ledgerAccountId()),
                Integer.toString(account.chartNumber()), Chart.of(account.chartNumber()).title(),
                CsvCell.harmless(names.account(account.accountId())),
                CsvCell.harmless(names.party(account.partyId())),
                CsvCell.harmless(names.symbol(account.instrumentId())),
                Labels.lower(Capacity.get((short) account.capacity())),
                Labels.lower(unit.money() ? UnitKind.MONEY : UnitKind.SECURITY), CsvCell.harmless(unit.name())});
        }
        told.forEach(one -> out.writeComment(" " + one));
        out.writeRecord(COLUMNS);
    }

    @Override
    public void entry(LedgerExtract.Entry entry) {
        line[0] = Long.toString(entry.entryId());
        line[2] = entry.accountingDate().toString();
        line[3] = entry.tradeDate() == null ? "" : entry.tradeDate().toString();
        line[4] = entry.valueDate() == null ? "" : entry.valueDate().toString();
        line[5] = entry.bookingDate().toString();
        line[6] = Labels.kind(entry.kind());
        line[7] = CsvCell.harmless(entry.text());
        line[8] = CsvCell.harmless(names.user(entry.traderId()));
        line[9] = Labels.id(entry.orderId());
        line[10] = Labels.id(entry.sourceId());
        line[11] = Labels.id(entry.reverses());
        line[12] = Labels.journal(entry.causeJournal());
        line[13] = Labels.id(entry.causeSeq());
        line[14] = CsvCell.harmless(names.user(entry.actor()));
        line[15] = Long.toString(entry.seq());
        line[16] = Labels.time(entry.timeNs());
        for (Batch.Posting posting : entry.postings()) {
            posting(posting);
        }
    }

    private void posting(Batch.Posting posting) {
        String[] account = columns.get(posting.ledgerAccountId());
        Unit unit = units.get(posting.ledgerAccountId());
        line[1] = Integer.toString(posting.line());
        System.arraycopy(account, 0, line, OF_ENTRY, account.length);
        int at = OF_ENTRY + account.length;
        line[at++] = unit.amount(posting.amount());
        line[at++] = unit.amount(posting.debits());
        line[at++] = unit.amount(posting.credits());
        line[at++] = unit.amount(posting.debits() - posting.credits());
        line[at] = Long.toString(posting.version());
        out.writeRecord(line);
    }

    @Override
    public void end(long entries, long postings) throws IOException {
        out.flush();
    }
}
