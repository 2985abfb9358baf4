package throughline.riskdesk;

import java.util.Arrays;
import java.util.List;
import throughline.desk.Decimal;
import throughline.desk.Problem;
import throughline.message.Metric;
import throughline.message.ScopeKind;
import throughline.limit.Limits;
import throughline.risk.MiddleMachine;
import throughline.limit.Scope;

/**
 * Scopes, metrics and values as the outside writes them: {@code firm}, {@code account:NAME/instrument:SYMBOL},
 * {@code PRICE_COLLAR.FAR}, {@code none}, {@code off}. Reads names on the desk's thread; stateless.
 */
final class ScopeText {
    /** Every metric there is. */
    static final List<Metric> METRICS = Arrays.stream(Metric.values())
        .filter(metric -> metric.value() > Metric.NONE.value() && metric.value() < Metric.SBE_UNKNOWN.value())
        .toList();

    static final String NONE = "none";
    static final String OFF = "off";

    private static final String FIRM = "firm";
    private static final String ACCOUNT = "account:";
    private static final String INSTRUMENT = "instrument:";
    private static final List<String> WITH_PARTS = List.of("PRICE_COLLAR", "POSITION_LIMIT");

    private ScopeText() {
    }

    /**
     * Reads a scope.
     *
     * @throws Problem 400 when it is no scope of this build, 404 when it names what the firm does not know
     */
    static long parse(MiddleMachine state, String text) {
        if (text.equals(FIRM)) {
            return Scope.FIRM;
        }
        int account = 0;
        int instrument = 0;
        String rest = text;
        if (rest.startsWith(ACCOUNT)) {
            int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
            account = known(state.accounts().find(rest.substring(ACCOUNT.length(), end)), text);
            rest = end == rest.length() ? "" : rest.substring(end + 1);
            if (rest.isEmpty() && end == text.length()) {
                return Scope.key(account, 0);
            }
        }
        if (!rest.startsWith(INSTRUMENT)) {
            throw Problem.badInput("", "'" + text
                + "' is none of firm, account:NAME, instrument:SYMBOL, account:NAME/instrument:SYMBOL");
        }
        instrument = known(state.instruments().find(rest.substring(INSTRUMENT.length())), text);
        return Scope.key(account, instrument);
    }

    private static int known(int id, String text) {
        if (id == 0) {
            throw Problem.notFound("The firm knows nothing of '" + text + "'.");
        }
        return id;
    }

    /** A scope as text. */
    static String of(MiddleMachine state, long scope) {
        int account = Scope.accountId(scope);
        int instrument = Scope.instrumentId(scope);
        String ofAccount = account == 0 ? "" : ACCOUNT + state.accounts().name(account);
        String ofInstrument = instrument == 0 ? "" : INSTRUMENT + state.instruments().symbol(instrument);
        return Scope.kind(scope) == ScopeKind.FIRM ? FIRM
            : ofAccount + (account != 0 && instrument != 0 ? "/" : "") + ofInstrument;
    }

    /**
     * Reads a metric.
     *
     * @throws Problem 404 when there is none of that name
     */
    static Metric metric(String text) {
        return METRICS.stream().filter(metric -> of(metric).equals(text)).findFirst().orElseThrow(() ->
            Problem.notFound("There is no metric '" + text + "'; there are "
                + String.join(", ", METRICS.stream().map(ScopeText::of).toList()) + "."));
    }

    /** A metric as text. */
    static String of(Metric metric) {
        String name = metric.name();
        for (String control : WITH_PARTS) {
            if (name.startsWith(control + "_")) {
                return control + "." + name.substring(control.length() + 1);
            }
        }
        return name;
    }

    /** A limit's value as text. */
    static String value(long valueE8) {
        return valueE8 == Limits.NONE ? NONE : valueE8 == Limits.OFF ? OFF : Decimal.textE8(valueE8);
    }
}
