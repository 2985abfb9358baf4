package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.files.ReferenceRows.FeeTier;
import throughline.message.AccountKind;
import throughline.message.ChargeDate;
import throughline.message.ChargedSides;
import throughline.message.FeeKind;
import throughline.message.TierBy;

/** What fees.csv may say, in the older way and in the newer one. */
final class FeeFilesTest {
    private static final List<String> NAMES = List.of("instruments", "parties", "accounts", "cash", "holdings", "fees",
        "limits", "users", "custodian", "venue");

    private static final String FEES = "kind,accountKind,account,currency,side,fromDate,toDate,chargeDate,"
        + "ratePerNotional,ratePerUnit,perOrder,minimum,maximum,above,tierBy,tiers,rounding\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void copyShippedFiles() throws IOException {
        for (final String name : NAMES) {
            try (InputStream in = ReferenceFiles.class.getResourceAsStream("/throughline/sample/" + name + ".csv")) {
                Files.copy(in, directory.resolve(name + ".csv"));
            }
        }
    }

    @Test
    void twoFeesInForceOnOneDayAreRefused() throws Exception {
        final String header = "kind,accountKind,fromDate,toDate,ratePerNotional,ratePerUnit,perOrder,minimum,maximum,"
            + "sellsOnly,rounding\n";
        write("fees", header + """
            taf,,2026-01-01,,0,0.000195,0.00,0.00,9.79,yes,up
            taf,client,2026-01-01,,0,0.000195,0.00,0.00,9.79,yes,up
            taf,,2025-01-01,2025-12-31,0,0.000166,0.00,0.00,8.30,yes,up
            taf,,2025-06-01,2025-06-30,0,0.000166,0.00,0.00,8.30,yes,up
            taf,,2025-13-01,2024-01-01,-1,0.0000000001,0.00,2.00,1.00,yes,down
            """);
        assertEquals(List.of(
            "fees.csv:5: fromDate overlaps another row of this kind and account kind",
            "fees.csv:6: fromDate '2025-13-01' is not a date as 2026-11-21",
            "fees.csv:6: ratePerNotional '-1' is less than 0",
            "fees.csv:6: ratePerUnit '0.0000000001' has more than 8 decimals",
            "fees.csv:6: maximum '1.00' is less than 2",
            "fees.csv:6: rounding 'down' is none of up, half_up"), problems());
    }

    @Test
    void feesAreReadInTheOldWayAndInTheNew() throws Exception {
        write("fees", """
            kind,accountKind,fromDate,toDate,ratePerNotional,ratePerUnit,perOrder,minimum,maximum,sellsOnly,rounding
            sec_section_31,,2026-04-04,,0.0000206,0,0.00,0.00,,yes,up
            commission,client,2026-04-04,,0.001,0,0.00,0.00,,no,half_up
            """);
        final List<ReferenceRows.Fee> old = ReferenceFiles.in(directory).read().fees();
        assertEquals(ChargedSides.SELLS, old.get(0).sides());
        assertEquals(ChargeDate.SETTLEMENT, old.get(0).chargeDate());
        assertEquals(ChargedSides.ALL, old.get(1).sides());
        assertEquals(ChargeDate.TRADE, old.get(1).chargeDate());
        write("fees", FEES + """
            commission,client,CL-1005,JPY,buy,2026-01-01,,settlement,0.001,0,5,0,,9,,1000000:0.0005;5000000:0,up
            commission,,,,all,2026-01-01,,,0.001,0.01,5.00,0,,,quantity,1000:0.0005/0.002,up
            """);
        assertEquals(List.of(
            new ReferenceRows.Fee(FeeKind.COMMISSION, AccountKind.CLIENT, "CL-1005", 392, ChargedSides.BUYS, 20_454,
                ReferenceRows.Fee.NO_DATE, ChargeDate.SETTLEMENT, 100_000, 0, 5, 0, ReferenceRows.Fee.NO_MAXIMUM, 9,
                TierBy.NOTIONAL, List.of(new FeeTier(1_000_000, 50_000, 0), new FeeTier(5_000_000, 0, 0)), true),
            new ReferenceRows.Fee(FeeKind.COMMISSION, null, "", 0, ChargedSides.ALL, 20_454,
                ReferenceRows.Fee.NO_DATE, ChargeDate.TRADE, 100_000, 1_000_000, 500, 0,
                ReferenceRows.Fee.NO_MAXIMUM, 0, TierBy.QUANTITY, List.of(new FeeTier(1_000, 50_000, 200_000)), true)),
            ReferenceFiles.in(directory).read().fees());
    }

    @Test
    void badFeesAreNamed() throws Exception {
        write("fees", FEES + """
            commission,client,NOBODY,GBP,both,2026-01-01,,never,0.001,0.01,5.00,0,,-1,size,1000:0.0005,up
            commission,client,PROP-EQ,,,2026-01-01,,,0.001,0,5.00,0,,,,1000:0.0005;1000:0.1,up
            commission,client,,,,2026-01-01,,,0.001,0,5.00,0,,,,1000,up
            commission,client,,,,2026-01-01,,,0.001,0,5.00,0,,,,1.001:0.1;5:-1,up
            """);
        assertEquals(List.of(
            "fees.csv:2: above '-1' is less than 0",
            "fees.csv:2: side 'both' is none of all, buy, sell",
            "fees.csv:2: tierBy 'size' is none of notional, quantity",
            "fees.csv:2: account 'NOBODY' is not in accounts.csv",
            "fees.csv:2: chargeDate 'never' is none of trade, settlement",
            "fees.csv:2: tiers '1000:0.0005' needs both rates, as its row has both",
            "fees.csv:3: account 'PROP-EQ' is not of kind client",
            "fees.csv:3: tiers '1000:0.1' does not begin above the one before",
            "fees.csv:4: tiers '1000' is not as 1000000:0.0005 or 1000000:0.0005/0.001",
            "fees.csv:5: tiers '1.001' has more than 2 decimals",
            "fees.csv:5: tiers '1.001:0.1' does not begin above the one before",
            "fees.csv:5: tiers '-1' is less than 0"), problems());
    }

    private List<String> problems() {
        return assertThrows(BadReferenceFilesException.class, ReferenceFiles.in(directory)::read).problems();
    }

    private void write(final String name, final String text) throws IOException {
        Files.writeString(directory.resolve(name + ".csv"), text, UTF_8);
    }
}
