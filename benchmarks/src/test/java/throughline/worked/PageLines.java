package throughline.worked;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.message.AccrualKind;
import throughline.message.CashMovementKind;
import throughline.message.SecurityMovementKind;
import throughline.message.Side;

/** Plays lines of the page in a firm of their own; what comes of a line is what was posted. */
final class PageLines {
    private static final Map<String, Integer> CURRENCIES = Map.of("USD", 840, "GBP", 826, "EUR", 978);

    /** What a kind of line does with its words; gives what came of it, null for what was posted. */
    private interface Verb {
        String play(MatchResult words);
    }

    private record Rule(Pattern pattern, Verb verb) {
    }

    private final WorkedFirm firm = new WorkedFirm();
    private final Posted posted = new Posted(firm.backJournal());
    private final Proposals proposals = new Proposals(firm);
    private final Map<String, Long> named = new HashMap<>();
    private final List<Rule> rules = List.of(
        rule("(#\\S+): (\\S+) (buys|sells|sells short) (\\S+) (\\S+) @ (\\S+)", this::trade),
        rule("settles (#\\S+)(?: (\\d+))?", w -> done(() -> firm.confirm(id(w.group(1)), number(w.group(2))))),
        rule("settles net (#\\S+)", w -> done(() -> firm.confirmNet(id(w.group(1))))),
        rule("confirmed (#\\S+) (\\S+) against (\\S+) as (\\S+)", w -> done(() -> firm.confirm(id(w.group(1)),
            number(w.group(2)), minor(w.group(3)), w.group(4)))),
        rule("fails (#\\S+)", w -> done(() -> firm.fail(id(w.group(1))))),
        rule("busts (#\\S+)", w -> done(() -> firm.bust(id(w.group(1))))),
        rule("price (\\S+) (\\S+)", w -> done(() -> firm.price(w.group(1), e8(w.group(2))))),
        rule("rate (\\S+) (\\S+)", w -> done(() -> firm.rate(CURRENCIES.get(w.group(1)), e8(w.group(2))))),
        rule("close", w -> done(firm::close)),
        rule("date", w -> firm.date().toString()),
        rule("balances", w -> posted.balances()),
        rule("1010 less 2310", w -> String.format(Locale.ROOT, "%,.2f", posted.net("USD", 1010, 2310))),
        rule("(capital|deposit|withdrawal) (\\S+)(?: (GBP|EUR))? (\\S+)", this::money),
        rule("(#\\S+): (\\S+) buys (\\S+) (EUR|GBP) for (\\S+) USD", w -> done(() -> named.put(w.group(1),
            proposals.fxDeal(w.group(2), CURRENCIES.get(w.group(4)), minor(w.group(3)), minor(w.group(5)))))),
        rule("exchanged (#\\S+)", w -> done(() -> proposals.fxSettled(id(w.group(1))))),
        rule("fees paid (\\d+) (\\S+)(?: (GBP))?", w -> done(() -> proposals.feesPaid((int) number(w.group(1)),
            currency(w.group(3)), minor(w.group(2))))),
        rule("(#\\S+): (\\S+) borrows (\\S+) (\\S+) for (\\S+) at (\\S+) %", w -> done(() -> named.put(w.group(1),
            proposals.moved(SecurityMovementKind.BORROWED, w.group(2), w.group(4), number(w.group(3)),
                minor(w.group(5)), e8(w.group(6)) / 100)))),
        rule("(received|delivered) (\\S+) (\\S+)(?: for (\\S+))? (\\S+)", this::security),
        rule("held (\\S+) (\\S+)", w -> firm.held(WorkedReference.ACCOUNTS.indexOf(w.group(1)) + 1,
            WorkedReference.SYMBOLS.indexOf(w.group(2)) + 1)),
        rule("returns (#\\S+)", w -> done(() -> proposals.returned(id(w.group(1))))),
        rule("accrual paid (#\\S+) (\\S+)", w -> done(() -> proposals.accrualPaid(id(w.group(1)),
            minor(w.group(2))))),
        rule("(#\\S+): (\\S+) owes interest on (\\S+) at (\\S+) %", w -> done(() -> named.put(w.group(1),
            proposals.accrual(AccrualKind.INTEREST_OWED, w.group(2), minor(w.group(3)), e8(w.group(4)) / 100)))));

    private static Rule rule(String pattern, Verb verb) {
        return new Rule(Pattern.compile(pattern), verb);
    }

    /** Plays a line; gives what came of it. */
    String play(String line) {
        for (Rule rule : rules) {
            Matcher words = rule.pattern.matcher(line.strip());
            if (words.matches()) {
                String came = rule.verb.play(words);
                return came == null ? posted.news() : came;
            }
        }
        throw new AssertionError("nobody understands: " + line);
    }

    private static String done(Runnable deed) {
        deed.run();
        return null;
    }

    private String trade(MatchResult words) {
        Side side = switch (words.group(3)) {
            case "buys" -> Side.BUY;
            case "sells" -> Side.SELL;
            default -> Side.SELL_SHORT;
        };
        return done(() -> named.put(words.group(1), firm.trade(words.group(2), side, number(words.group(4)),
            words.group(5), e8(words.group(6)))));
    }

    private String security(MatchResult words) {
        SecurityMovementKind kind = words.group(1).equals("received")
            ? SecurityMovementKind.RECEIVED : SecurityMovementKind.DELIVERED;
        String cost = words.group(4);
        return done(() -> proposals.moved(kind, words.group(5), words.group(3), number(words.group(2)),
            cost == null ? 0 : minor(cost), 0));
    }

    private String money(MatchResult words) {
        CashMovementKind kind = switch (words.group(1)) {
            case "capital" -> CashMovementKind.CAPITAL_IN;
            case "deposit" -> CashMovementKind.DEPOSIT;
            default -> CashMovementKind.WITHDRAWAL;
        };
        return done(() -> proposals.cash(kind, words.group(4), currency(words.group(3)), minor(words.group(2))));
    }

    private long id(String name) {
        return named.get(name);
    }

    private static int currency(String code) {
        return code == null ? WorkedReference.USD : CURRENCIES.get(code);
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text.replace(",", ""));
    }

    private static long minor(String text) {
        return new BigDecimal(text.replace(",", "")).movePointRight(2).longValueExact();
    }

    private static long e8(String text) {
        return new BigDecimal(text.replace(",", "")).movePointRight(8).longValueExact();
    }
}
