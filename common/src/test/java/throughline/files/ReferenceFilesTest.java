package throughline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.files.ReferenceRows.Limit;
import throughline.message.AccountKind;
import throughline.message.Metric;
import throughline.message.SelfTradeMode;

final class ReferenceFilesTest {
    private static final List<String> NAMES = List.of("instruments", "parties", "accounts", "cash", "holdings", "fees",
        "limits", "users", "custodian", "venue");

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
    void directoryReadsAsWhatShips() throws Exception {
        assertEquals(ReferenceFiles.shipped().read(), ReferenceFiles.in(directory).read());
    }

    @Test
    void marksBlankLinesOrderOfColumnsAndLineEndsDoNotMatter() throws Exception {
        write("venue", "\ufeffsize,account,\"venue\",distancePercent\r\n\r\n100000,STREET,XSIM,1.00\r\n\r\n");
        assertEquals(ReferenceFiles.shipped().read(), ReferenceFiles.in(directory).read());
    }

    @Test
    void filesThatMayBeLeftOutAreEmptyAndUsersAreTheShippedOnes() throws Exception {
        for (final String name : List.of("cash", "holdings", "fees", "users", "custodian", "venue")) {
            Files.delete(directory.resolve(name + ".csv"));
        }
        final ReferenceRows rows = ReferenceFiles.in(directory).read();
        assertEquals(List.of(), rows.cash());
        assertEquals(List.of(), rows.streets());
        assertEquals(new ReferenceRows.User("trader1", 1, ""), rows.users().get(0));
        assertEquals(ReferenceRows.Outcome.SETTLES, rows.custodianRule("PROP-EQ", "INTC").outcome());
    }

    @Test
    void missingAndStrangeFilesAreNamed() throws Exception {
        Files.delete(directory.resolve("limits.csv"));
        Files.move(directory.resolve("holdings.csv"), directory.resolve("holding.csv"));
        final List<String> problems = problems();
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("holding.csv: is none of ticks.csv, instruments.csv,"), problems.get(0));
        assertEquals("limits.csv: is missing", problems.get(1));
        assertThrows(IOException.class, () -> ReferenceFiles.in(directory.resolve("none")).read());
    }

    @Test
    void columnsMustBeExactlyThose() throws Exception {
        write("venue", "venue,account,size,size,distance\nXSIM,STREET,1,1,1\n");
        write("cash", "");
        assertEquals(List.of(
            "cash.csv: is empty: it needs the header account,currency,amount,kind",
            "venue.csv:1: column 'size' stands twice",
            "venue.csv:1: unknown column 'distance'",
            "venue.csv:1: column 'distancePercent' is missing"), problems());
    }

    @Test
    void badFieldsAreNamedByLine() throws Exception {
        write("instruments", """
            symbol,name,sector,currency,tick,lot,multiplier,quantityScale,price
            AAA,Aaa,Tech,USD,0.01,1,1,0,10.00
            BBB,Bbb,Tech,USX,0.01,1,1,0,10.00
            CCC,Ccc,Tech,USD,0,1.5,1,0,10.005

            A BC,,Tech,USD,0.01,1,1,4,1e3
            DDD,Ddd,Tech,USD,0.01,1,1,0
            EEE,Eee,Tech,USD,0.01,1,1,0,10.005
            AAA,Again,Tech,USD,0.01,1,1,0,10.00
            """);
        for (final String name : List.of("holdings", "custodian")) {
            Files.delete(directory.resolve(name + ".csv"));
        }
        write("limits", "scope,metric,value\nfirm,MAX_ORDER_QTY,1\n");
        assertEquals(List.of(
            "instruments.csv:3: currency 'USX' is not an ISO 4217 code",
            "instruments.csv:4: tick '0' is less than 0.00000001",
            "instruments.csv:4: lot '1.5' is not a whole number",
            "instruments.csv:6: symbol 'A BC' is not printable ASCII",
            "instruments.csv:6: quantityScale is neither 0 nor 8",
            "instruments.csv:6: price '1e3' is not a decimal number",
            "instruments.csv:6: name must have 1 to 256 characters",
            "instruments.csv:7: has 8 fields, not 9",
            "instruments.csv:8: price '10.005' is not a multiple of the tick",
            "instruments.csv:9: 'AAA' stands already in line 2"), problems());
    }

    @Test
    void ticksBandsAndSelfTradeModesMayBeGiven() throws Exception {
        Files.delete(directory.resolve("fees.csv"));
        write("ticks", "table,tick,fromPrice\n2,0.05,10\n2,0.01,0\n1,1,0\n");
        write("instruments", """
            symbol,name,sector,currency,tick,lot,multiplier,quantityScale,price,bandPercent,tickTable
            AAA,Aaa,Tech,USD,0.01,1,1,0,10.05,12.5,2
            BBB,Bbb,Tech,USD,0.01,1,1,0,10.01,,
            CCC,Ccc,Tech,USD,0.01,1,1,0,10.05,0.001,2
            DDD,Ddd,Tech,USD,0.01,1,1,0,10.00,100.01,3
            EEE,Eee,Tech,USD,0.01,1,1,0,10.01,,2
            """);
        write("accounts", "account,party,desk,kind,shortSale,selfTradeGroup,costMethod,selfTradeMode,settlement\n"
            + "PROP-EQ,FIRM,EQ,principal,yes,1,fifo,both,\nPROP-ARB,FIRM,EQ,principal,yes,2,fifo,,bilateral\n"
            + "STREET,STREET,,outside,yes,23,fifo,newest,\n");
        write("holdings", "account,symbol,quantity,cost\n");
        write("cash", "account,currency,amount,kind\n");
        write("custodian", "account,symbol,rule,days,reason,percent\n");
        write("limits", "scope,metric,value\nfirm,MAX_ORDER_QTY,1\n");
        assertEquals(List.of(
            "instruments.csv:4: bandPercent '0.001' has more than 2 decimals",
            "instruments.csv:5: tickTable '3' is not in ticks.csv",
            "instruments.csv:5: bandPercent '100.01' is more than 100",
            "instruments.csv:6: price '10.01' is not a multiple of the tick",
            "accounts.csv:3: settlement 'bilateral' is none of gross, net",
            "accounts.csv:4: selfTradeMode 'newest' is none of none, aggressor, passive, both"), problems());
        write("instruments", """
            symbol,name,sector,currency,tick,lot,multiplier,quantityScale,price,bandPercent,tickTable
            AAA,Aaa,Tech,USD,0.01,1,1,0,10.05,12.5,2
            BBB,Bbb,Tech,USD,0.01,1,1,0,10.01,,
            """);
        write("accounts", "account,party,desk,kind,shortSale,selfTradeGroup,costMethod,settlement,selfTradeMode\n"
            + "PROP-EQ,FIRM,EQ,principal,yes,1,fifo,net,both\nPROP-ARB,FIRM,EQ,principal,yes,2,fifo,gross,\n"
            + "STREET,STREET,,outside,yes,23,fifo,,\n");
        final ReferenceRows rows = ReferenceFiles.in(directory).read();
        assertEquals(List.of(new ReferenceRows.Tick(1, 0, 100_000_000), new ReferenceRows.Tick(2, 0, 1_000_000),
            new ReferenceRows.Tick(2, 1_000_000_000, 5_000_000)), rows.ticks());
        assertEquals(List.of(2, 0), rows.instruments().stream().map(ReferenceRows.Instrument::tickTable).toList());
        assertEquals(List.of(1250, 0), rows.instruments().stream().map(ReferenceRows.Instrument::bandBps).toList());
        assertEquals(List.of(true, false, false), rows.accounts().stream().map(ReferenceRows.Account::netted).toList());
        assertEquals(List.of(SelfTradeMode.BOTH, SelfTradeMode.AGGRESSOR, SelfTradeMode.AGGRESSOR),
            rows.accounts().stream().map(ReferenceRows.Account::selfTradeMode).toList());
    }

    @Test
    void aTickTableSaysEveryPrice() throws Exception {
        write("ticks", "table,fromPrice,tick\n1,0.01,0.01\n2,0,0\n3,0,0.01\n3,0,0.05\n");
        assertEquals(List.of(
            "ticks.csv:3: tick '0' is less than 0.00000001",
            "ticks.csv:5: '3 0' stands already in line 4",
            "ticks.csv: has no row from price 0 in table 1"), problems());
    }

    @Test
    void danglingReferencesAreNamed() throws Exception {
        write("accounts", """
            account,party,desk,kind,shortSale,selfTradeGroup,costMethod
            PROP-EQ,FIRM,EQ,principal,yes,1,fifo
            CL-1,C-1001,EQ,client,no,2,average
            CL-2,FIRM,EQ,client,no,3,fifo
            CL-3,NOBODY,,client,perhaps,0,lifo
            STREET,STREET,,outside,yes,23,fifo
            """);
        write("cash", "account,currency,amount,kind\nPROP-EQ,USD,1.00,deposit\nCL-9,USD,1.001,deposit\n");
        write("holdings", "account,symbol,quantity,cost\nCL-1,NOPE,1,1\nSTREET,AAPL,1,1\nCL-1,AAPL,0,1\n");
        write("limits", """
            scope,metric,value
            firm,PRICE_COLLAR.NEAR,off
            firm,PRICE_COLLAR.FAR,off
            account:CL-9,MAX_ORDER_QTY,1
            account:CL-1/instrument:NOPE,MAX_ORDER_QTY,1
            account:CL-1,PRICE_COLLAR.FAR,1
            desk:EQ,MAX_ORDER_SIZE,-1
            """);
        write("users", "user,roles,desk\nann,trader boss,EQ\nbob,risk operations,FX\n");
        write("custodian", "account,symbol,rule,days,reason,percent\nCL-9,*,late,0,lack,\n*,NOPE,settles,0,LACK,50\n");
        write("venue", "venue,account,distancePercent,size\nXCCP,PROP-EQ,1,1\n");
        assertEquals(List.of(
            "accounts.csv:4: party 'FIRM' is not of kind client",
            "accounts.csv:5: party 'NOBODY' is not in parties.csv",
            "accounts.csv:5: desk is empty",
            "accounts.csv:5: shortSale 'perhaps' is neither yes nor no",
            "accounts.csv:5: selfTradeGroup '0' is less than 1",
            "accounts.csv:5: costMethod 'lifo' is none of fifo, average",
            "cash.csv:2: kind 'deposit' is not for an account of this kind",
            "cash.csv:3: account 'CL-9' is not in accounts.csv",
            "cash.csv:3: amount '1.001' has more than 2 decimals",
            "holdings.csv:2: symbol 'NOPE' is not in instruments.csv",
            "holdings.csv:3: account 'STREET' is outside: the firm keeps no books for it",
            "holdings.csv:4: quantity '0' is less than 1",
            "fees.csv:3: account 'CL-1005' is not in accounts.csv",
            "users.csv:2: roles 'boss' is no role",
            "users.csv:3: desk 'FX' is no desk of accounts.csv",
            "limits.csv:3: value 'off' is not a decimal number",
            "limits.csv:4: scope 'CL-9' is no account of these files",
            "limits.csv:5: scope 'NOPE' is no instrument of these files",
            "limits.csv:6: scope 'account:CL-1' has no PRICE_COLLAR.FAR: that is for firm, instrument:SYMBOL",
            "limits.csv:7: metric 'MAX_ORDER_SIZE' is none of CONCENTRATION, CREDIT, DAILY_LOSS, DUPLICATE_ORDER, "
                + "GROSS_EXPOSURE, MARK_AGE, MAX_ORDER_QTY, MAX_ORDER_VALUE, MESSAGE_RATE.BURST, "
                + "MESSAGE_RATE.CEILING, MESSAGE_RATE.RATE, NET_EXPOSURE, OPEN_ORDERS, POSITION_LIMIT.LONG, "
                + "POSITION_LIMIT.SHORT, PRICE_COLLAR.AGE, PRICE_COLLAR.FAR, PRICE_COLLAR.NEAR, REPEATED_EXECUTION, "
                + "SOFT_LIMIT.REFUSAL, SOFT_LIMIT.WARNING, WINDOW_VALUE.LIMIT, WINDOW_VALUE.SECONDS",
            "custodian.csv:2: account 'CL-9' is not in accounts.csv",
            "custodian.csv:2: days '0' is less than 1",
            "custodian.csv:2: reason 'lack' is not a reason code",
            "custodian.csv:3: symbol 'NOPE' is not in instruments.csv",
            "custodian.csv:3: reason is for what does not settle",
            "custodian.csv:3: percent is for partial alone",
            "venue.csv:2: venue 'XCCP' is no party of kind venue",
            "venue.csv:2: account 'PROP-EQ' is not of kind outside"), problems());
    }

    @Test
    void aLimitIsOfAScopeItsMetricHasAndWithinItsRange() throws Exception {
        write("limits", """
            scope,metric,value
            basket,MAX_ORDER_VALUE,1000.01
            trader:trader1,MESSAGE_RATE.RATE,10
            session:any,MESSAGE_RATE.BURST,20
            strategy:index,DAILY_LOSS,5.5
            sector:Health Care,CREDIT,1
            group:1,MAX_ORDER_QTY,1
            desk:EQ,SOFT_LIMIT.REFUSAL,off
            client:C-1001,WINDOW_VALUE.SECONDS,1.5
            client:BANK,CREDIT,1
            client:C-1001,MESSAGE_RATE.RATE,1
            trader:nobody,MESSAGE_RATE.RATE,1
            firm,DAILY_LOSS,1.001
            firm,WINDOW_VALUE.SECONDS,86401
            firm,WINDOW_VALUE.SECONDS,0
            firm,CREDIT,off
            account:CL-1001,DUPLICATE_ORDER,60001
            desk:EQ/instrument:AAPL,MAX_ORDER_QTY,1
            order:7,MAX_ORDER_QTY,1
            session:,OPEN_ORDERS,1
            session:a b,OPEN_ORDERS,1
            firm:x,OPEN_ORDERS,1
            desk,OPEN_ORDERS,1
            desk:EQ,OPEN_ORDERS,-1
            group:PROP-EQ,MAX_ORDER_QTY,2
            """);
        final String shapes = "firm, desk:NAME, trader:NAME, account:NAME, client:NAME, strategy:NAME, session:NAME, "
            + "sector:NAME, group:NAME, instrument:SYMBOL, account:NAME/instrument:SYMBOL, basket";
        assertEquals(List.of(
            "limits.csv:9: value '1.5' is not a whole number",
            "limits.csv:10: scope 'BANK' is no client of these files",
            "limits.csv:11: scope 'client:C-1001' has no MESSAGE_RATE.RATE: that is for firm, trader:NAME, "
                + "session:NAME",
            "limits.csv:12: scope 'nobody' is no trader of these files",
            "limits.csv:13: value '1.001' has more than 2 decimals",
            "limits.csv:14: value '86401' is more than 86400",
            "limits.csv:15: value '0' is less than 1",
            "limits.csv:15: 'firm WINDOW_VALUE.SECONDS' stands already in line 14",
            "limits.csv:16: value 'off' is not a decimal number",
            "limits.csv:17: value '60001' is more than 60000",
            "limits.csv:18: scope 'desk:EQ/instrument:AAPL' is none of " + shapes,
            "limits.csv:19: scope 'order:7' is none of " + shapes,
            "limits.csv:20: scope 'session:' is none of " + shapes,
            "limits.csv:21: scope 'a b' is no name of 1 to 32 printable ASCII characters",
            "limits.csv:22: scope 'firm:x' is none of " + shapes,
            "limits.csv:23: scope 'desk' is none of " + shapes,
            "limits.csv:24: scope 'desk:EQ' has no OPEN_ORDERS: that is for firm, account:NAME, session:NAME, "
                + "instrument:SYMBOL",
            "limits.csv:24: value '-1' is less than 0",
            "limits.csv:25: 'group:1 MAX_ORDER_QTY' stands already in line 7"), problems());
        write("limits", "scope,metric,value\nbasket,MAX_ORDER_VALUE,1000.01\ndesk:EQ,SOFT_LIMIT.REFUSAL,off\n"
            + "trader:trader1,MESSAGE_RATE.RATE,10\n");
        assertEquals(List.of(new Limit("basket", Metric.MAX_ORDER_VALUE, 100_001),
            new Limit("desk:EQ", Metric.SOFT_LIMIT_REFUSAL, Limit.OFF),
            new Limit("trader:trader1", Metric.MESSAGE_RATE_RATE, 1_000_000_000)),
            ReferenceFiles.in(directory).read().limits());
    }

    @Test
    void anIssuerIsTheNameUnlessTold() throws Exception {
        write("instruments", """
            symbol,name,sector,currency,tick,lot,multiplier,quantityScale,price,issuer
            AAA,Aaa A,Tech,USD,0.01,1,1,0,10.00,Aaa
            BBB,Bbb,Tech,USD,0.01,1,1,0,10.00,
            """);
        for (final String name : List.of("holdings", "custodian")) {
            Files.delete(directory.resolve(name + ".csv"));
        }
        write("limits", "scope,metric,value\nfirm,MAX_ORDER_QTY,1\n");
        assertEquals(List.of("Aaa", "Bbb"), ReferenceFiles.in(directory).read().instruments().stream()
            .map(ReferenceRows.Instrument::issuer).toList());
    }

    @Test
    void partiesOfEachKindAreNeededAndOneFirm() throws Exception {
        write("parties", "party,name,kind\nFIRM,F,firm\nFIRM2,F,firm\nC-1,C,friend\n");
        final List<String> problems = problems();
        assertEquals(List.of(
            "parties.csv:3: kind is firm a second time: there is one firm",
            "parties.csv:4: kind 'friend' is none of firm, client, ccp, custodian, bank, venue",
            "parties.csv: has no party of kind ccp",
            "parties.csv: has no party of kind custodian",
            "parties.csv: has no party of kind bank",
            "parties.csv: has no party of kind venue"), problems.subList(0, 6));
    }

    @Test
    void brokenQuotesAndEncodingAreNamed() throws Exception {
        write("venue", "venue,account,distancePercent,size\n\"XSIM,STREET,1,1\n");
        Files.write(directory.resolve("parties.csv"), new byte[] {'p', 'a', 'r', 't', 'y', ',', 'n', 'a', 'm', 'e', ',',
            'k', 'i', 'n', 'd', '\n', 'X', ',', (byte) 0xff, ',', 'b', 'a', 'n', 'k', '\n'});
        final List<String> problems = problems();
        assertEquals("parties.csv:2: name has a control character or is not UTF-8", problems.get(0));
        assertTrue(problems.get(problems.size() - 1).startsWith("venue.csv"), problems::toString);
    }

    @Test
    void manyProblemsAreCountedAndTheFirstKept() throws Exception {
        final StringBuilder text = new StringBuilder("account,symbol,quantity,cost\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("NONE,AAPL").append(",1,1\n");
        }
        write("holdings", text.toString());
        final var refused = assertThrows(BadReferenceFilesException.class, ReferenceFiles.in(directory)::read);
        assertEquals(1_000, refused.problems().size());
        assertTrue(refused.getMessage().endsWith("and 4999 more"), refused.getMessage().substring(0, 100));
    }

    @Test
    void accountsAreWhatTheContractSays() throws Exception {
        final ReferenceRows firm = ReferenceFiles.shipped().read();
        final List<String> names = firm.accounts().stream().map(ReferenceRows.Account::account).toList();
        assertEquals(List.of("PROP-EQ", "PROP-ARB", "CL-1001"), names.subList(0, 3));
        assertEquals(List.of("CL-1020", "STREET"), names.subList(21, 23));
        for (final ReferenceRows.Account account : firm.accounts()) {
            assertEquals(account.kind() == AccountKind.OUTSIDE ? "" : "EQ", account.desk());
            assertEquals(account.kind() != AccountKind.CLIENT, account.shortSale());
        }
        assertEquals(23, firm.accounts().stream().mapToInt(ReferenceRows.Account::selfTradeGroup).distinct().count());
    }

    private List<String> problems() {
        return assertThrows(BadReferenceFilesException.class, ReferenceFiles.in(directory)::read).problems();
    }

    private void write(final String name, final String text) throws IOException {
        Files.writeString(directory.resolve(name + ".csv"), text, UTF_8);
    }
}
