package throughline.gateway;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import throughline.capture.FrontMachine;
import throughline.desk.Answer;
import throughline.desk.Channel;
import throughline.desk.Decimal;
import throughline.desk.Person;
import throughline.message.DayClosedDecoder;
import throughline.message.InstructionSentDecoder;
import throughline.message.JournalRecord;
import throughline.message.ObligationStatedDecoder;
import throughline.message.ObligationStatus;
import throughline.message.SettlementStatus;
import throughline.message.Side;
import throughline.message.StatusAdvisedDecoder;
import throughline.reference.Money;
import throughline.state.Table;
import throughline.state.Texts;

/**
 * What became of the settlement of trades, as the back office's journal tells: the channel {@code settlement} of the
 * front's stream, for those who may see the account. No part of the office's state. On the desk's thread.
 */
final class Settlements {
    private static final int MOST = 1_000;
    private static final int ID = 0;
    private static final int ORDER = 1;
    private static final int QUANTITY = 2;
    private static final int AMOUNT = 3;
    private static final int CLIENT = 4;
    private static final int SETTLED_QUANTITY = 5;
    private static final int SETTLED = 6;
    private static final int CLIENT_SETTLED = 7;
    private static final int ACCOUNT = 8;
    private static final int INSTRUMENT = 9;
    private static final int PARTY = 10;
    private static final int TRADE_DATE = 11;
    private static final int SETTLEMENT_DATE = 12;
    private static final int CURRENCY = 13;
    private static final int SIDE = 14;
    private static final int STATUS = 15;
    private static final int INSTRUCTION = 16;
    private static final int ADVISED = 17;
    private static final int REASON = 18;
    /** Another row of its instruction plus 1; 0: none. */
    private static final int NEXT = 19;
    private static final int COLUMNS = 20;

    private final Channel<FrontMachine> channel = new Channel<>("settlement", Person.ANYONE, this::unsettled);
    private final Table rows = new Table(COLUMNS, 1 << 10);
    private final Long2LongHashMap rowById = new Long2LongHashMap(Table.NONE);
    private final Long2LongHashMap rowByInstruction = new Long2LongHashMap(Table.NONE);
    private final Texts reasons = new Texts(16, 256);
    private final ObligationStatedDecoder stated = new ObligationStatedDecoder();
    private final InstructionSentDecoder sent = new InstructionSentDecoder();
    private final StatusAdvisedDecoder advised = new StatusAdvisedDecoder();
    private boolean tells;

    Channel<FrontMachine> channel() {
        return channel;
    }

    /** Whether a record of the back office's journal says anything here; any thread. */
    static boolean isOfConcern(int templateId) {
        return templateId == ObligationStatedDecoder.TEMPLATE_ID || templateId == InstructionSentDecoder.TEMPLATE_ID
            || templateId == StatusAdvisedDecoder.TEMPLATE_ID || templateId == DayClosedDecoder.TEMPLATE_ID;
    }

    /** From here on subscribers are told of each change: first all anew, as nobody was told of what came before. */
    void tell(FrontMachine state) {
        if (!tells) {
            tells = true;
            channel.renew(state);
        }
    }

    /** Takes up a record of the back office's journal and tells of what it changed. */
    void take(FrontMachine state, JournalRecord record) {
        switch (record.templateId()) {
            case ObligationStatedDecoder.TEMPLATE_ID -> tell(state, state(record));
            case InstructionSentDecoder.TEMPLATE_ID -> instructed(state, record);
            case StatusAdvisedDecoder.TEMPLATE_ID -> advised(state, record);
            default -> {
                rows.keepOnly(row -> !isSettled(row));
                indexAll();
            }
        }
    }

    private int state(JournalRecord record) {
        stated.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        int row = (int) rowById.get(stated.obligationId());
        if (row == Table.NONE) {
            row = rows.add();
            rows.set(row, ID, stated.obligationId());
            rows.set(row, ORDER, record.orderId());
            rows.set(row, ACCOUNT, stated.accountId());
            rows.set(row, INSTRUMENT, stated.instrumentId());
            rows.set(row, PARTY, stated.partyId());
            rows.set(row, TRADE_DATE, stated.tradeDate());
            rows.set(row, SETTLEMENT_DATE, stated.settlementDate());
            rows.set(row, CURRENCY, stated.currency());
            rows.set(row, SIDE, stated.sideRaw());
            rowById.put(stated.obligationId(), row);
        }
        rows.set(row, QUANTITY, stated.quantity());
        rows.set(row, AMOUNT, stated.amountMinor());
        rows.set(row, CLIENT, stated.clientMinor());
        rows.set(row, SETTLED_QUANTITY, stated.settledQuantity());
        rows.set(row, SETTLED, stated.settledMinor());
        rows.set(row, CLIENT_SETTLED, stated.clientSettledMinor());
        rows.set(row, STATUS, stated.statusRaw());
        return row;
    }

    private void instructed(FrontMachine state, JournalRecord record) {
        sent.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long id = sent.instructionId();
        instruct(state, sent.obligationId(), id);
        for (InstructionSentDecoder.MembersDecoder members = sent.members(); members.hasNext();) {
            instruct(state, members.next().obligationId(), id);
        }
    }

    private void instruct(FrontMachine state, long obligation, long instruction) {
        int row = (int) rowById.get(obligation);
        if (row != Table.NONE) {
            rows.set(row, INSTRUCTION, instruction);
            link(row);
            tell(state, row);
        }
    }

    private void link(int row) {
        rows.set(row, NEXT, rowByInstruction.get(rows.get(row, INSTRUCTION)) + 1);
        rowByInstruction.put(rows.get(row, INSTRUCTION), row);
    }

    private void indexAll() {
        rowById.clear();
        rowByInstruction.clear();
        for (int row = 0; row < rows.end(); row++) {
            rowById.put(rows.get(row, ID), row);
            if (rows.get(row, INSTRUCTION) != 0) {
                link(row);
            }
        }
    }

    /** Of a row that another instruction has taken over, this one's no longer stand behind it. */
    private void advised(FrontMachine state, JournalRecord record) {
        advised.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long id = advised.instructionId();
        int at = advised.limit() + StatusAdvisedDecoder.reasonHeaderLength();
        int length = advised.reasonLength();
        DirectBuffer buffer = advised.buffer();
        int row = (int) rowByInstruction.get(id);
        while (row != Table.NONE && rows.get(row, INSTRUCTION) == id) {
            rows.set(row, ADVISED, advised.statusRaw());
            rows.set(row, REASON, length == 0 ? 0 : reasons.intern(buffer, at, length));
            tell(state, row);
            row = (int) rows.get(row, NEXT) - 1;
        }
    }

    private void tell(FrontMachine state, int row) {
        if (tells && channel.isHeard()) {
            channel.publish(Long.toString(rows.get(row, ID)), () -> item(state, row),
                person -> isFor(person, state, row));
        }
    }

    private boolean isFor(Person person, FrontMachine state, int row) {
        int account = (int) rows.get(row, ACCOUNT);
        return state.accounts().isKnown(account) ? person.mayUseDesk(state.accounts().deskId(account))
            : person.deskId() == 0;
    }

    /** Both legs: the client's may wait for money. */
    private boolean isSettled(int row) {
        return rows.get(row, STATUS) == ObligationStatus.SETTLED.value()
            && rows.get(row, CLIENT) == rows.get(row, CLIENT_SETTLED);
    }

    /** The youngest that they may see, in order. */
    private List<JsonObject> unsettled(FrontMachine state, Person person) {
        List<JsonObject> items = new ArrayList<>();
        for (int row = rows.end() - 1; row >= 0 && items.size() < MOST; row--) {
            if (!isSettled(row) && isFor(person, state, row)) {
                items.add(item(state, row));
            }
        }
        Collections.reverse(items);
        return items;
    }

    private JsonObject item(FrontMachine state, int row) {
        int account = (int) rows.get(row, ACCOUNT);
        int instrument = (int) rows.get(row, INSTRUMENT);
        int party = (int) rows.get(row, PARTY);
        boolean known = state.instruments().isKnown(instrument);
        int scale = known ? state.instruments().quantityScale(instrument) : 0;
        JsonObject item = new JsonObject().put("obligationId", Long.toString(rows.get(row, ID)))
            .put("orderId", Long.toString(rows.get(row, ORDER)))
            .put("account", state.accounts().isKnown(account) ? state.accounts().name(account) : "")
            .put("symbol", known ? state.instruments().symbol(instrument) : "")
            .put("side", OrderView.lower(Side.get((short) rows.get(row, SIDE))))
            .put("quantity", Decimal.text(rows.get(row, QUANTITY), scale)).put("amount", money(row, AMOUNT))
            .put("currency", CurrencyPair.code((int) rows.get(row, CURRENCY)))
            .put("clientAmount", money(row, CLIENT))
            .put("ccp", state.parties().isKnown(party) ? state.parties().name(party) : "")
            .put("tradeDate", Answer.date((int) rows.get(row, TRADE_DATE)))
            .put("settlementDate", Answer.date((int) rows.get(row, SETTLEMENT_DATE)))
            .put("status", OrderView.lower(ObligationStatus.get((short) rows.get(row, STATUS))))
            .put("settledQuantity", Decimal.text(rows.get(row, SETTLED_QUANTITY), scale))
            .put("settledAmount", money(row, SETTLED)).put("clientSettledAmount", money(row, CLIENT_SETTLED));
        if (rows.get(row, INSTRUCTION) != 0) {
            item.put("instructionId", Long.toString(rows.get(row, INSTRUCTION)));
        }
        if (rows.get(row, ADVISED) != 0) {
            item.put("advised", OrderView.lower(SettlementStatus.get((short) rows.get(row, ADVISED))));
        }
        if (rows.get(row, REASON) != 0) {
            item.put("reason", reasons.text((int) rows.get(row, REASON)));
        }
        return item;
    }

    private String money(int row, int column) {
        return Decimal.text(rows.get(row, column), Money.scale((int) rows.get(row, CURRENCY)));
    }
}
