package throughline.ledgerdesk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import throughline.back.BackMachine;
import throughline.desk.Answer;
import throughline.ledger.Chart;
import throughline.message.EntryProposedDecoder;
import throughline.message.JournalRecord;
import throughline.message.UnitKind;
import throughline.report.Names;

/** A proposed entry by hand as whoever approves it reads it: names, dates, debits and credits. On the desk's thread. */
final class EntryView {
    private EntryView() {
    }

    static JsonObject of(BackMachine state, JournalRecord record) {
        EntryProposedDecoder entry = new EntryProposedDecoder();
        entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        JsonArray postings = new JsonArray();
        JsonObject view = new JsonObject().put("reverses", Long.toString(entry.reverses()))
            .put("accountingDate", Answer.date(entry.accountingDate())).put("tradeDate", Answer.date(entry.tradeDate()))
            .put("valueDate", Answer.date(entry.valueDate())).put("postings", postings);
        for (EntryProposedDecoder.PostingsDecoder posting : entry.postings()) {
            postings.add(posting(state, posting));
        }
        return view.put("text", entry.text());
    }

    private static JsonObject posting(BackMachine state, EntryProposedDecoder.PostingsDecoder posting) {
        Chart chart = Chart.find(posting.chartNumber());
        UnitKind kind = chart == null ? UnitKind.MONEY : chart.unitKind();
        String amount = Names.amount(state, kind, posting.unit(), Math.abs(posting.amount()));
        return new JsonObject().put("chart", posting.chartNumber()).put("title", chart == null ? "" : chart.title())
            .put("unit", Names.unit(state, kind, posting.unit())).put("account", Names.account(state,
                posting.accountId()))
            .put("party", posting.partyId() == 0 ? "" : Names.party(state, posting.partyId()))
            .put("symbol", posting.instrumentId() == 0 ? "" : Names.symbol(state, posting.instrumentId()))
            .put("capacity", Names.lower(posting.capacity())).put("debit", posting.amount() > 0 ? amount : "")
            .put("credit", posting.amount() < 0 ? amount : "");
    }
}
