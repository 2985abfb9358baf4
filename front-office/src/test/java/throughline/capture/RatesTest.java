package throughline.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static throughline.capture.Bench.DAY;
import static throughline.capture.Bench.E8;
import static throughline.capture.Bench.RISK;
import static throughline.capture.Bench.TRADER;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.reference.Rates;

/** Rates of currencies: stated by risk and operations against the base currency, and anew at each opening. */
class RatesTest {
    private static final int USD = 840;
    private static final int EUR = 978;
    private static final int JPY = 392;

    private Bench bench = new Bench(Bench.NO_STREET).opened();

    private String shown(int currency) {
        Rates rates = bench.state().rates();
        int row = rates.row(currency);
        return rates.rateE8(row) + " on " + rates.date(row);
    }

    @Test
    void areStatedOnceByAKey() {
        bench.rate(RISK, EUR, USD, 110_000_000, "k");
        bench.rate(RISK, EUR, USD, 110_000_000, "k");
        bench.rate(RISK, EUR, USD, 111_000_000, "k");
        bench.rate(RISK, JPY, USD, 700_000, "");
        bench.rate(TRADER, EUR, USD, 120_000_000, "");
        List<String> answers = bench.answers();
        String first = answers.get(0).split(" ")[1];
        assertEquals(List.of("RECORDED " + first, "REPEATED " + first, "CONFLICT " + first), answers.subList(0, 3));
        assertEquals(List.of("RECORDED", "FORBIDDEN"), answers.subList(3, 5).stream()
            .map(answer -> answer.split(" ")[0]).toList());
        assertEquals(List.of("rated 978/840 1.1 on 20000", "rated 392/840 0.007 on 20000"),
            bench.records().subList(0, 2));
        bench.restartFromSnapshot();
        assertEquals("110000000 on 20000", shown(EUR));
        bench.answers();
        bench.rate(RISK, EUR, USD, 110_000_000, "k");
        assertEquals(List.of("REPEATED " + first), bench.answers());
    }

    @Test
    void areOfAnotherCurrencyToTheBaseCurrency() {
        bench.rate(RISK, USD, USD, E8, "");
        bench.rate(RISK, USD, EUR, E8, "");
        bench.rate(RISK, EUR, USD, 0, "");
        bench.draft.begin(new PriceStatedEncoder(), RISK, 0).instrumentId(Bench.ABC).priceE8(E8).kind(PriceKind.FX)
            .requestKey("").source("");
        bench.commands.offer(bench.draft, 1);
        bench.pump();
        assertEquals(List.of("WRONG_STATE 0", "WRONG_STATE 0", "WRONG_STATE 0", "WRONG_STATE 0"), bench.answers());
        assertEquals(List.of(), bench.records());
        bench = new Bench(Bench.NO_STREET + "currency=978\n").opened();
        bench.rate(RISK, USD, EUR, 90_000_000, "");
        bench.rate(RISK, EUR, USD, 110_000_000, "");
        assertEquals("WRONG_STATE 0", bench.answers().get(1));
        assertEquals(List.of("rated 840/978 0.9 on 20000"), bench.records());
    }

    @Test
    void areStatedAnewAtEachOpening() {
        bench.rate(RISK, JPY, USD, 700_000, "");
        bench.rate(RISK, EUR, USD, 110_000_000, "");
        bench.rate(RISK, JPY, USD, 800_000, "");
        bench.closing(DAY);
        bench.records();
        bench.closed(DAY, DAY + 1);
        List<String> records = bench.records();
        assertEquals(List.of("rated 392/840 0.008 on 20001", "rated 978/840 1.1 on 20001", "opened 20001"),
            records.subList(records.size() - 3, records.size()));
        assertEquals("800000 on 20001", shown(JPY));
        bench.restart();
        assertEquals("110000000 on 20001", shown(EUR));
        assertEquals("test", bench.state().rates().source(bench.state().rates().row(EUR)));
    }
}
