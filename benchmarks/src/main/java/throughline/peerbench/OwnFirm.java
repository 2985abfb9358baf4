package throughline.peerbench;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import throughline.capture.FrontMachine;
import throughline.linebench.WideLimits;
import throughline.message.AccountKind;
import throughline.message.AccountStatedEncoder;
import throughline.message.CashStatedEncoder;
import throughline.message.InstrumentStatedEncoder;
import throughline.message.JournalId;
import throughline.message.JournalRecord;
import throughline.message.LimitSetEncoder;
import throughline.message.LimitsImportedEncoder;
import throughline.message.OfficeStartedEncoder;
import throughline.message.PartyKind;
import throughline.message.PartyStatedEncoder;
import throughline.message.PositionStatedEncoder;
import throughline.message.PriceKind;
import throughline.message.PriceStatedEncoder;
import throughline.message.RiskDayOpenedEncoder;
import throughline.message.ScopeKind;
import throughline.message.SelfTradeMode;
import throughline.message.SessionOpenedEncoder;
import throughline.message.Standing;
import throughline.message.UserStatedEncoder;
import throughline.risk.MiddleMachine;
import throughline.riskbench.Records;
import throughline.venue.Xsim;

/**
 * The state machines of front and middle office, filled with records as the real ones are: accounts that hold something
 * of everything, one in four a client's, all controls on at every scope they have, and the day open. One thread.
 */
final class OwnFirm {
    static final int DATE = 20_000;
    static final int TRADERS = 50;
    static final int DESKS = 10;
    static final int SECTORS = 11;
    static final long START_NS = 1_780_000_000_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final int USD = 840;
    private static final int CLIENT_ONE_IN = 4;
    private static final int PARTY_FIRM = 1;
    private static final long HELD = 1_000_000;
    private static final int BAND_BPS = 2_000;

    final FrontMachine front;
    final MiddleMachine middle;
    long frontSeq;
    long middleSeq;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1 << 12]);
    private final JournalRecord record = new JournalRecord();

    OwnFirm(int orders, int open) {
        front = new FrontMachine(Xsim::new, orders);
        middle = new MiddleMachine(open);
        front(new OfficeStartedEncoder(), e -> {
            byte[] settings = "street=off\n".getBytes(StandardCharsets.US_ASCII);
            e.journal(JournalId.FRONT).putConfiguration(settings, 0, settings.length);
        });
        state();
        WideLimits.each(this::ids, (metric, scope) ->
            own(new LimitSetEncoder(), e -> e.value(WideLimits.of(metric)).scope(scope).metric(metric).scopeName("")));
        own(new LimitsImportedEncoder(), e -> e.count(1));
        front(new SessionOpenedEncoder(), e -> e.businessDate(DATE));
        own(new RiskDayOpenedEncoder(), e -> e.businessDate(DATE));
        for (int account = 1; account <= Flow.ACCOUNTS; account++) {
            for (int instrument = 1; instrument <= Flow.INSTRUMENTS; instrument++) {
                hold(account, instrument);
            }
        }
    }

    private IntStream ids(ScopeKind kind) {
        return switch (kind) {
            case DESK -> IntStream.rangeClosed(1, DESKS);
            case TRADER, SESSION -> IntStream.rangeClosed(1, TRADERS);
            case ACCOUNT, CLIENT, GROUP -> IntStream.rangeClosed(1, Flow.ACCOUNTS);
            case INSTRUMENT -> IntStream.rangeClosed(1, Flow.INSTRUMENTS);
            case SECTOR -> IntStream.rangeClosed(1, SECTORS).map(middle.instruments()::sectorId);
            default -> IntStream.empty();
        };
    }

    private void state() {
        front(new PartyStatedEncoder(), e -> e.partyId(PARTY_FIRM).kind(PartyKind.FIRM).partyName("FIRM")
            .legalName("F"));
        each(Flow.INSTRUMENTS, id -> front(new InstrumentStatedEncoder(), e -> e.instrumentId((int) id).currency(USD)
            .quantityScale((short) 0).standing(Standing.OPEN).tickE8(E8 / 100).lot(1).multiplier(1).bandBps(BAND_BPS)
            .symbol("S" + id).name("S" + id).sector("Sector " + id % SECTORS).issuer("Issuer " + id / 2)));
        each(Flow.ACCOUNTS, id -> account((int) id));
        each(TRADERS, id -> front(new UserStatedEncoder(), e -> {
            e.userId((int) id).deskId(0).standing(Standing.OPEN).userName("trader" + id);
            e.roles().clear().trader(true);
        }));
        each(Flow.INSTRUMENTS, id -> front(new PriceStatedEncoder(), e -> e.instrumentId((int) id).businessDate(DATE)
            .priceE8(Flow.REFERENCE * E8 / 100).kind(PriceKind.LAST).requestKey("").source("")));
    }

    private static void each(int count, LongConsumer what) {
        for (int id = 1; id <= count; id++) {
            what.accept(id);
        }
    }

    private void account(int id) {
        boolean client = id % CLIENT_ONE_IN == 0;
        int party = client ? id + 1 : PARTY_FIRM;
        if (client) {
            front(new PartyStatedEncoder(), e -> e.partyId(party).kind(PartyKind.CLIENT).partyName("C" + id)
                .legalName("C" + id));
        }
        front(new AccountStatedEncoder(), e -> e.accountId(id).partyId(party).deskId(1 + id % DESKS)
            .selfTradeGroup(id).kind(client ? AccountKind.CLIENT : AccountKind.PRINCIPAL).standing(Standing.OPEN)
            .shortSale((short) 1).selfTradeMode(SelfTradeMode.AGGRESSOR).accountName("A" + id)
            .deskName("D" + id % DESKS));
        if (client) {
            front(new CashStatedEncoder(), e -> e.accountId(id).currency(USD).amountMinor(Long.MAX_VALUE / 4));
        }
    }

    private void hold(int account, int instrument) {
        front(new PositionStatedEncoder(), e -> e.accountId(account).instrumentId(instrument).quantity(HELD));
    }

    private <E extends MessageEncoderFlyweight> void front(E encoder, Consumer<E> fields) {
        wrap(encoder, ++frontSeq, fields);
        front.apply(record);
        middle.input(JournalId.FRONT, record);
    }

    private <E extends MessageEncoderFlyweight> void own(E encoder, Consumer<E> fields) {
        wrap(encoder, ++middleSeq, fields);
        middle.apply(record);
        front.input(JournalId.MIDDLE, record);
    }

    private <E extends MessageEncoderFlyweight> void wrap(E encoder, long seq, Consumer<E> fields) {
        record.wrap(bytes, 0, Records.write(bytes, 0, encoder, 0, seq, START_NS, 0, fields));
    }
}
