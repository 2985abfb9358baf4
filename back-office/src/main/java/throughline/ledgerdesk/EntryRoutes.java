package throughline.ledgerdesk;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import throughline.back.BackMachine;
import throughline.books.BookedEntry;
import throughline.desk.Answer;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.ledger.LedgerAccounts;
import throughline.message.Capacity;
import throughline.message.EntryProposedEncoder;
import throughline.office.Draft;
import throughline.reference.Money;
import throughline.reference.Users;

/**
 * Entries by hand over REST, and reversals: the postings to negate are read from the books, and the office proves them
 * by their hash.
 */
final class EntryRoutes {
    private static final int MAX_POSTINGS = 100;
    private static final int MAX_TEXT = 64;

    private final Desk<BackMachine> desk;
    private final BookReading books;

    EntryRoutes(DeskServer<BackMachine> server, BookReading books) {
        desk = server.desk();
        this.books = books;
        server.route(HttpMethod.POST, "/v1/ledger/entries", Users.OPERATIONS, this::propose);
    }

    /** A posting, before its names are known. */
    private record Line(int chart, int currency, String account, String party, String symbol, Capacity capacity,
        Decimal debit, Decimal credit, String pointer) {
        long amount() {
            int scale = Money.scale(currency);
            return debit != null ? Given.scaled(pointer + "/debit", debit, scale)
                : -Given.scaled(pointer + "/credit", credit, scale);
        }
    }

    /** What a request says beside its postings. */
    private record Asked(int actor, long hash, String key, String text, String reason, int date) {
        EntryProposedEncoder begin(BackMachine state, Draft draft, EntryProposedEncoder entry) {
            return draft.begin(entry, actor, 0).bodyHash(hash)
                .accountingDate(date == Integer.MIN_VALUE ? state.businessDate() : date);
        }
    }

    private Future<Answer> propose(Request request) {
        Body body = request.body();
        boolean reverses = body.has("reverses");
        long entryId = reverses ? body.whole("reverses", 1, Long.MAX_VALUE) : 0;
        List<Line> lines = reverses ? List.of() : lines(body);
        Asked asked = new Asked(request.actor(), request.bodyHash(), request.key(),
            reverses ? "reversal of entry " + entryId : body.ascii("text", MAX_TEXT),
            body.text("reason", ApprovalRoutes.MAX_REASON), Given.date(body, "date", Integer.MIN_VALUE));
        body.end();
        Future<Draft> draft = reverses ? reversal(asked, entryId) : desk.read(state -> byHand(state, asked, lines));
        return draft.compose(one ->
            desk.submit(one, false, (state, reply, last) -> ApprovalRoutes.proposed(state, reply)));
    }

    private static List<Line> lines(Body body) {
        List<Line> lines = new ArrayList<>();
        for (Body line : body.objects("postings", MAX_POSTINGS)) {
            boolean debit = line.has("debit");
            if (debit == line.has("credit")) {
                line.fault("debit", "or credit must be given, and not both");
            }
            lines.add(new Line((int) line.whole("chart", 1, 9_999), Given.currency(line, "currency", true),
                Given.name(line, "account"), Given.name(line, "party"), Given.name(line, "symbol"),
                Given.capacity(line), debit ? line.decimal("debit") : null,
                line.has("credit") ? line.decimal("credit") : null, "/postings/" + lines.size()));
        }
        return lines;
    }

    private static Draft byHand(BackMachine state, Asked asked, List<Line> lines) {
        Draft draft = new Draft();
        EntryProposedEncoder entry = new EntryProposedEncoder();
        asked.begin(state, draft, entry);
        entry.tradeDate(asked.date() == Integer.MIN_VALUE ? state.businessDate() : asked.date())
            .valueDate(asked.date() == Integer.MIN_VALUE ? state.businessDate() : asked.date());
        EntryProposedEncoder.PostingsEncoder postings = entry.postingsCount(lines.size());
        for (Line line : lines) {
            postings.next().chartNumber(line.chart()).unit(line.currency()).amount(line.amount())
                .accountId(Given.account(state, line.pointer() + "/account", line.account()))
                .partyId(Given.party(state, line.pointer() + "/party", line.party()))
                .instrumentId(Given.symbol(state, line.pointer() + "/symbol", line.symbol()))
                .capacity(line.capacity());
        }
        entry.text(asked.text()).requestKey(asked.key()).reason(asked.reason());
        return draft;
    }

    private Future<Draft> reversal(Asked asked, long entryId) {
        return books.ask(queries -> queries.entries(entryId - 1, 1, 0, 0))
            .compose(found -> desk.read(state -> reversal(state, asked, entryId, found)));
    }

    private static Draft reversal(BackMachine state, Asked asked, long entryId, List<BookedEntry> found) {
        if (entryId > state.ledger().entries()) {
            throw Problem.notFound("There is no entry " + entryId + ".");
        }
        if (found.isEmpty() || found.get(0).entryId() != entryId) {
            throw new Problem(409, "BOOKS_BEHIND", "The books do not have entry " + entryId + " yet.");
        }
        BookedEntry original = found.get(0);
        Draft draft = new Draft();
        EntryProposedEncoder entry = new EntryProposedEncoder();
        asked.begin(state, draft, entry).reverses(entryId).tradeDate(date(original.tradeDate()))
            .valueDate(date(original.valueDate()));
        EntryProposedEncoder.PostingsEncoder postings = entry.postingsCount(original.lines().size());
        LedgerAccounts accounts = state.ledger().accounts();
        for (BookedEntry.Line line : original.lines()) {
            int id = line.ledgerAccountId();
            postings.next().chartNumber(accounts.chart(id)).unit(line.unit()).amount(line.amount())
                .accountId(accounts.book(id)).partyId(accounts.party(id)).instrumentId(accounts.instrument(id))
                .capacity(accounts.capacity(id));
        }
        entry.text(asked.text()).requestKey(asked.key()).reason(asked.reason());
        return draft;
    }

    private static int date(String text) {
        return text.isEmpty() ? 0 : (int) LocalDate.parse(text).toEpochDay();
    }
}
