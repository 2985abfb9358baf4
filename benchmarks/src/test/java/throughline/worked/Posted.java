package throughline.worked;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import throughline.journal.MemoryJournal;
import throughline.journal.RecordCursor;
import throughline.message.EntryBookedDecoder;
import throughline.message.ExceptionRaisedDecoder;
import throughline.message.JournalRecord;
import throughline.message.LedgerAccountOpenedDecoder;
import throughline.message.UnitKind;

/**
 * What was posted, read from the back journal and added up by chart number and unit: since it was asked last, and in
 * all. As text the page's way: {@code Dr 1200 50,000.00; Cr 2100 50,000.00; 10 ACME +1,000}.
 */
final class Posted {
    private static final Map<Integer, String> CURRENCIES = Map.of(840, "USD", 826, "GBP", 978, "EUR");

    private final RecordCursor cursor;
    private final Map<Integer, Integer> charts = new HashMap<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> news = new TreeMap<>();
    private final List<String> raised = new ArrayList<>();

    Posted(MemoryJournal back) {
        cursor = new RecordCursor("back", back);
        news();
    }

    /** What was posted since, as text; "nothing" when nothing was. */
    String news() {
        news.clear();
        raised.clear();
        while (cursor.next()) {
            take(cursor.record());
        }
        List<String> lines = lines(news);
        lines.addAll(raised);
        return lines.isEmpty() ? "nothing" : String.join("; ", lines);
    }

    /** All balances that are not zero, as text. */
    String balances() {
        return String.join("; ", lines(balances));
    }

    /** What is net in one currency over some chart numbers, debits less credits. */
    BigDecimal net(String currency, int... numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int number : numbers) {
            sum = sum.add(balances.getOrDefault(key(number, currency), BigDecimal.ZERO));
        }
        return sum;
    }

    private void take(JournalRecord record) {
        if (record.templateId() == LedgerAccountOpenedDecoder.TEMPLATE_ID) {
            LedgerAccountOpenedDecoder opened = new LedgerAccountOpenedDecoder();
            opened.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            charts.put(opened.ledgerAccountId(), opened.chartNumber());
        } else if (record.templateId() == ExceptionRaisedDecoder.TEMPLATE_ID) {
            ExceptionRaisedDecoder exception = new ExceptionRaisedDecoder();
            exception.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            raised.add("exception " + exception.code());
        } else if (record.templateId() == EntryBookedDecoder.TEMPLATE_ID) {
            EntryBookedDecoder entry = new EntryBookedDecoder();
            entry.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
            for (EntryBookedDecoder.PostingsDecoder posting : entry.postings()) {
                boolean money = posting.unitKind() == UnitKind.MONEY;
                String unit = money ? CURRENCIES.get(posting.unit()) : WorkedReference.SYMBOLS.get(posting.unit() - 1);
                BigDecimal amount = BigDecimal.valueOf(posting.amount(), money ? 2 : 0);
                String key = key(charts.get(posting.ledgerAccountId()), unit);
                news.merge(key, amount, BigDecimal::add);
                balances.merge(key, amount, BigDecimal::add);
            }
        }
    }

    private static String key(int chart, String unit) {
        return String.format(Locale.ROOT, "%04d %s", chart, unit);
    }

    private static List<String> lines(Map<String, BigDecimal> sums) {
        List<String> lines = new ArrayList<>();
        sums.forEach((key, sum) -> {
            int chart = Integer.parseInt(key.substring(0, 4));
            String unit = key.substring(5);
            if (sum.signum() != 0) {
                lines.add(chart < 100 ? String.format(Locale.ROOT, "%d %s %+,d", chart, unit, sum.longValueExact())
                    : String.format(Locale.ROOT, "%s %d %,.2f%s", sum.signum() > 0 ? "Dr" : "Cr", chart, sum.abs(),
                        unit.equals("USD") ? "" : " " + unit));
            }
        });
        return lines;
    }
}
