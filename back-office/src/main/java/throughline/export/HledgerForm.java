package throughline.export;

import java.io.IOException;
import java.util.List;
import throughline.books.Batch;
import throughline.books.LedgerExtract;

/**
 * The journal of hledger 1.25 and later: commodities and accounts declared, then a transaction for each entry. A
 * posting asserts its account's running balance wherever the entries before it are exactly those booked before it;
 * from an entry into a reopened day up to its place by id they are not, and nothing is asserted there. Not thread-safe.
 */
final class HledgerForm implements Form {
    private final Appendable out;
    private final FirmNames names;
    private final StringBuilder text = new StringBuilder();
    private HledgerNames ledger;
    private long written;
    private long highest;

    HledgerForm(Appendable out, FirmNames names) {
        this.out = out;
        this.names = names;
    }

    @Override
    public void head(List<String> told, List<Batch.Account> accounts) throws IOException {
        ledger = new HledgerNames(accounts, names);
        for (String line : told) {
            out.append("; ").append(line).append('\n');
        }
        out.append("\ndecimal-mark .\n\n");
        for (var sample : ledger.samples().entrySet()) {
            out.append("commodity ").append(sample.getValue()).append(' ').append(sample.getKey()).append('\n');
        }
        out.append('\n');
        for (var type : ledger.types().entrySet()) {
            out.append("account ").append(type.getKey());
            out.append(type.getValue().isEmpty() ? "" : "  ; type:" + type.getValue()).append('\n');
        }
        for (String account : ledger.accounts()) {
            if (!ledger.types().containsKey(account)) {
                out.append("account ").append(account).append('\n');
            }
        }
    }

    @Override
    public void entry(LedgerExtract.Entry entry) throws IOException {
        boolean inOrder = written == entry.entryId() - 1 && highest < entry.entryId();
        written++;
        highest = Math.max(highest, entry.entryId());
        text.setLength(0);
        text.append('\n').append(entry.accountingDate());
        if (entry.valueDate() != null && !entry.valueDate().equals(entry.accountingDate())) {
            text.append('=').append(entry.valueDate());
        }
        text.append(" (").append(entry.entryId()).append(") ").append(PlainText.line(entry.text()));
        tags(entry);
        for (Batch.Posting posting : entry.postings()) {
            posting(posting, inOrder);
        }
        out.append(text);
    }

    private void tags(LedgerExtract.Entry entry) {
        text.append("  ; kind:").append(Labels.kind(entry.kind()));
        tag("order", Labels.id(entry.orderId()));
        tag("traded", entry.tradeDate() == null ? "" : entry.tradeDate().toString());
        tag("source", Labels.id(entry.sourceId()));
        tag("reverses", Labels.id(entry.reverses()));
        tag("cause", entry.causeSeq() == 0 ? "" : Labels.journal(entry.causeJournal()) + " " + entry.causeSeq());
        boolean late = !entry.accountingDate().equals(entry.bookingDate());
        tag("late", late ? entry.bookingDate().toString() : "");
        tag("trader", PlainText.line(names.user(entry.traderId())).replace(',', ' '));
        tag("actor", PlainText.line(names.user(entry.actor())).replace(',', ' '));
        tag("seq", Long.toString(entry.seq()));
        tag("booked", Labels.time(entry.timeNs()));
        text.append('\n');
    }

    private void tag(String name, String value) {
        if (!value.isEmpty()) {
            text.append(", ").append(name).append(':').append(value);
        }
    }

    private void posting(Batch.Posting posting, boolean inOrder) {
        int account = posting.ledgerAccountId();
        text.append("    ").append(ledger.account(account)).append("  ")
            .append(ledger.amount(account, posting.amount())).append(' ').append(ledger.commodity(account));
        if (inOrder) {
            text.append(" = ").append(ledger.amount(account, posting.debits() - posting.credits())).append(' ')
                .append(ledger.commodity(account));
        }
        text.append('\n');
    }

    @Override
    public void end(long entries, long postings) throws IOException {
        out.append("\n; end: " + entries + " entries, " + postings + " postings\n");
    }
}
