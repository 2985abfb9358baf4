package throughline.peerbench;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.ApiCancelOrder;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiPlaceOrder;
import exchange.core2.core.common.api.binary.BatchAddAccountsCommand;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.api.binary.BinaryDataCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.collections.impl.map.mutable.primitive.IntLongHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;
import throughline.live.Scratch;

/**
 * exchange-core: its risk on, with balances and no margin, its fast book, one engine each. The caller's thread submits
 * commands made before; its own group, hold, match, release and tell. A command is done when its result is told.
 */
final class CorePlayer implements Player {
    private static final int MONEY = 10_000;
    private static final long RICH = 1L << 50;
    private static final int USERS_AT_ONCE = 100;
    private static final double NS = 1e9;

    private final CoreSettings settings;
    private final boolean journals;
    private final Tally tally = new Tally();
    private volatile CountDownLatch done = new CountDownLatch(0);
    private long awaited;

    CorePlayer(CoreSettings settings, boolean journals) {
        this.settings = settings;
        this.journals = journals;
    }

    @Override
    public String name() {
        return "exchange-core, " + (journals ? "its journal on disk" : "no journal");
    }

    @Override
    public double play(Flow flow) throws IOException {
        Path folder = Files.createTempDirectory("throughline-peer-");
        ExchangeCore core = new ExchangeCore(this::told, settings.configuration(journals, folder));
        try {
            core.startup();
            ExchangeApi api = core.getApi();
            begin(api);
            submit(api, commands(flow, 0, flow.prefilled));
            List<ApiCommand> commands = commands(flow, flow.prefilled, flow.count());
            System.gc();
            double seconds = submit(api, commands);
            tally.expect(flow.expected, name());
            return (flow.count() - flow.prefilled) / seconds;
        } finally {
            core.shutdown(1, TimeUnit.MINUTES);
            Scratch.delete(folder);
        }
    }

    private static void begin(ExchangeApi api) {
        send(api, new BatchAddSymbolsCommand(IntStream.rangeClosed(1, Flow.INSTRUMENTS)
            .mapToObj(id -> CoreSymbolSpecification.builder().symbolId(id).type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                .baseCurrency(id).quoteCurrency(MONEY).baseScaleK(1).quoteScaleK(1).build()).toList()));
        for (int first = 1; first <= Flow.ACCOUNTS; first += USERS_AT_ONCE) {
            LongObjectHashMap<IntLongHashMap> users = new LongObjectHashMap<>();
            for (int user = first; user < first + USERS_AT_ONCE; user++) {
                IntLongHashMap balances = new IntLongHashMap();
                balances.put(MONEY, RICH);
                IntStream.rangeClosed(1, Flow.INSTRUMENTS).forEach(id -> balances.put(id, RICH));
                users.put(user, balances);
            }
            send(api, new BatchAddAccountsCommand(users));
        }
    }

    private static void send(ExchangeApi api, BinaryDataCommand command) {
        CommandResultCode code = api.submitBinaryDataAsync(command).join();
        if (code != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("exchange-core answers " + code);
        }
    }

    private static List<ApiCommand> commands(Flow flow, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> command(flow, i)).toList();
    }

    private static ApiCommand command(Flow flow, int command) {
        int account = flow.account[command];
        int instrument = flow.instrument[command];
        if (!flow.isNew(command)) {
            return new ApiCancelOrder(flow.cancels[command] + 1L, account, instrument);
        }
        boolean buys = flow.buys[command];
        return ApiPlaceOrder.builder().uid(account).orderId(command + 1L).symbol(instrument)
            .price(flow.price[command]).reservePrice(buys ? flow.price[command] : 0).size(flow.quantity[command])
            .action(buys ? OrderAction.BID : OrderAction.ASK).orderType(OrderType.GTC).build();
    }

    private double submit(ExchangeApi api, List<ApiCommand> commands) {
        tally.clear();
        awaited = commands.size();
        done = new CountDownLatch(1);
        long beganNs = System.nanoTime();
        commands.forEach(api::submitCommand);
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - beganNs) / NS;
    }

    /** Called by its last thread, a command after another. */
    private void told(OrderCommand command, long seq) {
        boolean ofFlow = command.command == OrderCommandType.PLACE_ORDER
            || command.command == OrderCommandType.CANCEL_ORDER;
        if (ofFlow) {
            count(command);
        }
    }

    private void count(OrderCommand command) {
        if (command.resultCode != CommandResultCode.SUCCESS) {
            tally.refused++;
        }
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                tally.traded(event.size);
            }
        }
        if (--awaited == 0) {
            done.countDown();
        }
    }
}
