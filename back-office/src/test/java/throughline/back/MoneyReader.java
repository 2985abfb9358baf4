package throughline.back;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.journal.RecordCursor;
import throughline.message.CashDefinedDecoder;
import throughline.message.DayClosedDecoder;
import throughline.message.DayProvedDecoder;
import throughline.message.EntryBookedDecoder;
import throughline.message.JournalRecord;
import throughline.message.UnsettledDefinedDecoder;

/**
 * Keeps what the back journal last told of each account's money, and asserts that on the way through a step that
 * settles a client never has more at hand than at its end.
 */
final class MoneyReader {
    private final RecordCursor cursor;
    private final Map<String, long[]> unsettled = new TreeMap<>();
    private final Map<Integer, Long> cash = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<Long> atHand = new ArrayList<>();
    private final CashDefinedDecoder cashDefined = new CashDefinedDecoder();
    private final UnsettledDefinedDecoder unsettledDefined = new UnsettledDefinedDecoder();
    private boolean settles;
    private int records;
    private boolean closing;
    private int longestStep;
    private int failing;
    private int zeros;
    private int manyInAStep;

    MoneyReader(BackFirm firm) {
        cursor = new RecordCursor("back", firm.journal);
    }

    /** Reads on to the end. */
    void read() {
        while (cursor.next()) {
            JournalRecord record = cursor.record();
            records++;
            settles |= record.templateId() == EntryBookedDecoder.TEMPLATE_ID;
            closing = record.templateId() == DayProvedDecoder.TEMPLATE_ID
                || closing && record.templateId() != DayClosedDecoder.TEMPLATE_ID;
            if (record.templateId() == CashDefinedDecoder.TEMPLATE_ID) {
                cash(record);
            } else if (record.templateId() == UnsettledDefinedDecoder.TEMPLATE_ID) {
                unsettled(record);
            }
            if (record.isLastOfStep()) {
                endStep();
            }
        }
    }

    private void cash(JournalRecord record) {
        cashDefined.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        told.add(cashDefined.accountId() + (cashDefined.currency() == BackFirm.USD ? " USD " : " ? ")
            + cashDefined.amountMinor());
        cash.put(cashDefined.accountId(), cashDefined.amountMinor());
        atHand.add(atHand());
    }

    private void unsettled(JournalRecord record) {
        UnsettledDefinedDecoder all = unsettledDefined;
        all.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        long[] sums = {all.boughtMinor(), all.soldMinor(), all.clientBoughtMinor(), all.clientSoldMinor(),
            all.failingMinor()};
        String key = all.accountId() + "/" + all.instrumentId();
        StringBuilder line = new StringBuilder(key);
        Arrays.stream(sums).forEach(sum -> line.append(' ').append(sum));
        told.add(line.toString());
        unsettled.put(key, sums);
        failing += sums[4] == 0 ? 0 : 1;
        zeros += Arrays.stream(sums).allMatch(sum -> sum == 0) ? 1 : 0;
        atHand.add(atHand());
    }

    private void endStep() {
        manyInAStep += settles && atHand.size() > 2 ? 1 : 0;
        longestStep = Math.max(longestStep, records);
        // Amid a close the day's instructions count before they are told, and nobody is judged by what is told.
        for (long one : settles && !closing ? atHand : List.<Long>of()) {
            assertTrue(one <= atHand.get(atHand.size() - 1), () -> "more at hand on the way: " + atHand);
        }
        atHand.clear();
        settles = false;
        records = 0;
    }

    /** The client's cash and what it will get, less what it will pay. */
    private long atHand() {
        return cash(BackFirm.CLIENT) + unsettled.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(BackFirm.CLIENT + "/"))
            .mapToLong(entry -> entry.getValue()[3] - entry.getValue()[2]).sum();
    }

    long cash(int account) {
        return cash.getOrDefault(account, 0L);
    }

    /** What is told to be unsettled now, by account and instrument; zeros are left out. */
    Map<String, List<Long>> unsettled() {
        return withoutZeros(unsettled);
    }

    static Map<String, List<Long>> withoutZeros(Map<String, long[]> sums) {
        Map<String, List<Long>> lists = new TreeMap<>();
        sums.forEach((key, sum) -> lists.put(key, Arrays.stream(sum).boxed().toList()));
        lists.values().removeIf(sum -> sum.stream().allMatch(one -> one == 0));
        return lists;
    }

    /** Every statement so far: account and currency with cash, or account and instrument with all sums. */
    List<String> told() {
        return told;
    }

    int longestStep() {
        return longestStep;
    }

    int failing() {
        return failing;
    }

    int zeros() {
        return zeros;
    }

    int manyInAStep() {
        return manyInAStep;
    }
}
