package throughline.blotter;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import throughline.message.JournalRecord;
import throughline.message.OfficeStartedDecoder;
import throughline.state.State;
import throughline.state.StateSink;
import throughline.state.StateSource;

/**
 * The configuration that decides, as the journal's last {@code OfficeStarted} tells it: {@code key=value} lines, of
 * which this office reads {@code street} (on, off), {@code street.account} (a name), {@code street.bps} (distance of
 * the street's quotes from the reference price, 1 % = 100), {@code street.size} (units it gives each order), {@code
 * ccp.party} (id of the party trades are owed to; a name is the back office's to resolve), and {@code xsim.opening.ms},
 * {@code xsim.closing.ms}, {@code xsim.interruption.ms} (how long XSIM's calls last; 0, as it is without them: it opens
 * and closes without a call, and an interruption lasts until somebody ends it), and {@code currency} (the firm's base
 * currency, ISO 4217 numeric; 840 where there is no such line). One thread.
 */
public final class Settings implements State {
    private static final long NS_IN_MS = 1_000_000L;
    private static final String US_DOLLAR = "840";

    private final OfficeStartedDecoder decoder = new OfficeStartedDecoder();
    private byte[] text = new byte[0];
    private boolean streetOn;
    private final UnsafeBuffer streetAccount = new UnsafeBuffer(0, 0);
    private long streetBps;
    private long streetSize;
    private int ccpParty;
    private int baseCurrency;
    private long openingNs;
    private long closingNs;
    private long interruptionNs;

    /** As if nothing were configured. */
    public Settings() {
        parse();
    }

    /** As these lines say. */
    public Settings(byte[] configuration) {
        text = configuration.clone();
        parse();
    }

    /** Takes up an {@code OfficeStarted}. */
    public void apply(JournalRecord record) {
        decoder.wrap(record.buffer(), record.body(), record.blockLength(), record.version());
        text = new byte[decoder.configurationLength()];
        decoder.getConfiguration(text, 0, text.length);
        parse();
    }

    private void parse() {
        Map<String, String> values = new HashMap<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        streetAccount.wrap(values.getOrDefault("street.account", "STREET").getBytes(StandardCharsets.US_ASCII));
        streetOn = !values.getOrDefault("street", "on").equals("off");
        streetBps = Long.parseLong(values.getOrDefault("street.bps", "100"));
        streetSize = Long.parseLong(values.getOrDefault("street.size", "100000"));
        openingNs = nanoseconds(values.get("xsim.opening.ms"));
        closingNs = nanoseconds(values.get("xsim.closing.ms"));
        interruptionNs = nanoseconds(values.get("xsim.interruption.ms"));
        baseCurrency = Integer.parseInt(values.getOrDefault("currency", US_DOLLAR));
        String ccp = values.getOrDefault("ccp.party", "");
        ccpParty = !ccp.isEmpty() && ccp.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(ccp) : 0;
    }

    private static long nanoseconds(String milliseconds) {
        return milliseconds == null ? 0 : Math.multiplyExact(Long.parseLong(milliseconds), NS_IN_MS);
    }

    /** Whether the street quotes at all. */
    public boolean streetOn() {
        return streetOn;
    }

    /** Name of the account that stands for the street, all of the buffer. */
    public DirectBuffer streetAccount() {
        return streetAccount;
    }

    /** Distance of the street's quotes from the reference price, in hundredths of a percent. */
    public long streetBps() {
        return streetBps;
    }

    /** Whole units the street gives each order. */
    public long streetSize() {
        return streetSize;
    }

    /** Id of the party trades are owed to and by; 0: the back office's own choice. */
    public int ccpParty() {
        return ccpParty;
    }

    /** The firm's base currency, to which rates are stated, ISO 4217 numeric. */
    public int baseCurrency() {
        return baseCurrency;
    }

    /** How long XSIM's opening auction lasts, nanoseconds; 0: there is none. */
    public long openingNs() {
        return openingNs;
    }

    /** How long XSIM's closing auction lasts, nanoseconds; 0: there is none. */
    public long closingNs() {
        return closingNs;
    }

    /** After how long an interruption of XSIM's ends by itself, nanoseconds; 0: it does not. */
    public long interruptionNs() {
        return interruptionNs;
    }

    @Override
    public void save(StateSink sink) {
        sink.putLong(text.length);
        sink.putBytes(text, 0, text.length);
    }

    @Override
    public void load(StateSource source) {
        text = new byte[(int) source.getLong()];
        source.getBytes(text, 0, text.length);
        parse();
    }
}
