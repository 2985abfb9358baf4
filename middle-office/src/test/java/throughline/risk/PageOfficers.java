package throughline.risk;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import throughline.limit.Limits;
import throughline.message.Decision;
import throughline.message.Metric;
import throughline.message.OverrideRequestedEncoder;
import throughline.message.RestrictionRequestedDecoder;
import throughline.message.RestrictionRequestedEncoder;
import throughline.message.ScopeKind;
import throughline.message.Side;
import throughline.message.TradingState;
import throughline.office.Outcome;
import throughline.reference.Measure;
import throughline.reference.Scope;

/**
 * What the risk officers of an example do: limits, trading states, restrictions, overrides. Each is asked for by one
 * and, where that does not do, approved by a second; the answer is {@code by one}, {@code by two}, or {@code refused}.
 */
final class PageOfficers {
    private static final String ROSA = "rosa";
    private static final long OVERRIDE_NS = 3_600_000_000_000L;

    private final PageFirm firm;
    private final MiddleOfficeRig rig;
    private final Map<String, Long> restrictions = new HashMap<>();

    PageOfficers(PageFirm firm, MiddleOfficeRig rig) {
        this.firm = firm;
        this.rig = rig;
    }

    /** {@code limit SCOPE METRIC NUMBER|off|none}. */
    String limit(String scope, String text, String value) {
        Metric metric = PageVerdict.metric(text);
        long bound = value.equals("none") ? Limits.NONE : value.equals("off") ? Limits.OFF
            : new BigDecimal(value).movePointRight(Measure.of(metric).decimals()).longValueExact();
        return granted(rig.askBound(PageFirm.user(ROSA), scope(scope), scope, metric, bound));
    }

    /** {@code state SCOPE active|reduce_only|halted}. */
    String state(String scope, String state) {
        return granted(rig.askState(PageFirm.user(ROSA), scope(scope), scope,
            TradingState.valueOf(state.toUpperCase(Locale.ROOT))));
    }

    /** {@code restrict SCOPE SYMBOL|ISSUER buy|sell|any [from tomorrow] [until today]}. */
    String restrict(String line) {
        boolean tomorrow = line.endsWith(" from tomorrow");
        boolean today = line.endsWith(" until today");
        String what = line.replace(" from tomorrow", "").replace(" until today", "");
        String scope = what.substring(0, what.indexOf(' '));
        String subject = what.substring(scope.length() + 1, what.lastIndexOf(' '));
        String side = what.substring(what.lastIndexOf(' ') + 1);
        int instrument = PageFirm.symbol(subject);
        Outcome outcome = rig.send(rig.draft(new RestrictionRequestedEncoder(), PageFirm.user(ROSA)).scope(scope(scope))
            .instrumentId(instrument).fromDate(tomorrow ? firm.date() + 1 : firm.date())
            .toDate(today ? firm.date() : RestrictionRequestedDecoder.toDateNullValue())
            .side(side.equals("any") ? Side.NULL_VAL : Side.valueOf(side.toUpperCase(Locale.ROOT))).scopeName(scope)
            .issuer(instrument == 0 ? subject : "").requestKey("").reason("because"));
        restrictions.put(what, rig.reference());
        return granted(outcome);
    }

    /** {@code lift SCOPE SYMBOL|ISSUER buy|sell|any}: off the list again. */
    String lift(String what) {
        return granted(rig.send(rig.draft(new RestrictionRequestedEncoder(), PageFirm.user(ROSA))
            .restrictionId(restrictions.get(what)).removes((short) 1)
            .toDate(RestrictionRequestedDecoder.toDateNullValue()).side(Side.NULL_VAL).scopeName("").issuer("")
            .requestKey("").reason("because")));
    }

    /** {@code override ACCOUNT SYMBOL buy|sell QUANTITY [for MILLISECONDSms]}: asked for by anna. */
    String override(String[] words) {
        long lasts = words.length > 6 ? PageOrders.milliseconds(words[6]) : OVERRIDE_NS;
        return granted(rig.send(rig.draft(new OverrideRequestedEncoder(), PageFirm.user("anna"))
            .accountId(PageFirm.account(words[1])).instrumentId(PageFirm.symbol(words[2]))
            .side(Side.valueOf(words[3].toUpperCase(Locale.ROOT))).quantity(Long.parseLong(words[4]))
            .until(rig.front.timeNs + lasts).requestKey("").reason("because")));
    }

    private String granted(Outcome outcome) {
        if (outcome == Outcome.AWAITS_APPROVAL) {
            Outcome second = rig.decide(PageFirm.user("rolf"), rig.reference(), Decision.APPROVE);
            return second == Outcome.RECORDED ? "by two" : PageFirm.REFUSED + " " + second;
        }
        return outcome == Outcome.RECORDED ? "by one" : PageFirm.REFUSED + " " + outcome;
    }

    private long scope(String text) {
        String[] parts = text.split("[:/]");
        return switch (parts[0]) {
            case "firm" -> Scope.FIRM;
            case "basket" -> Scope.BASKET;
            case "desk" -> Scope.of(ScopeKind.DESK, parts[1].equals("EQ") ? 1 : 2);
            case "trader" -> Scope.of(ScopeKind.TRADER, PageFirm.user(parts[1]));
            case "client" -> Scope.of(ScopeKind.CLIENT, parts[1].equals("C-1") ? 2 : 3);
            case "group" -> Scope.of(ScopeKind.GROUP, Integer.parseInt(parts[1]));
            case "sector" -> Scope.of(ScopeKind.SECTOR, rig.machine.instruments().sector(parts[1]));
            case "strategy" -> named(ScopeKind.STRATEGY, parts[1]);
            case "session" -> named(ScopeKind.SESSION, parts[1]);
            case "instrument" -> Scope.instrument(PageFirm.symbol(parts[1]));
            case "order" -> Scope.order(firm.orders().id(parts[1]));
            default -> parts.length > 2 ? Scope.pair(PageFirm.account(parts[1]), PageFirm.symbol(parts[3]))
                : Scope.of(ScopeKind.ACCOUNT, PageFirm.account(parts[1]));
        };
    }

    private long named(ScopeKind kind, String name) {
        return Scope.of(kind, rig.machine.names().find(kind, name));
    }
}
