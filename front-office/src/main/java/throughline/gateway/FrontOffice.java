package throughline.gateway;

import java.util.function.Supplier;
import throughline.blotter.Settings;
import throughline.capture.FrontMachine;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.openapi.Description;
import throughline.reference.Registers;
import throughline.venue.Xsim;

/**
 * The front office: {@code --data DIR --port 8080}, at a first start {@code --reference DIR}. Orders come in over
 * HTTP, go over the ring to the agent's state machine, which captures them; risk's decisions come from the middle's
 * journal; what is accepted trades on XSIM; the desk applies the office's own journal and answers, and tells what the
 * back office's journal says of settlement.
 */
public final class FrontOffice {
    private static final int PORT = 8080;
    private static final int ORDERS_A_DAY = 1 << 17;

    private FrontOffice() {
    }

    /** Runs until told to end. */
    public static void main(String[] arguments) {
        System.exit(wired(DeskSettings.parse(arguments, PORT)).run());
    }

    /** The office with all its routes and channels, not started. */
    static DeskServer<FrontMachine> wired(DeskSettings settings) {
        return wired(settings, () -> new FrontMachine(Xsim::new, ORDERS_A_DAY));
    }

    /** As {@link #wired(DeskSettings)}, with other machines. */
    static DeskServer<FrontMachine> wired(DeskSettings settings, Supplier<FrontMachine> machines) {
        byte[] configuration = Configuration.of(settings);
        DeskServer<FrontMachine> server = new DeskServer<>(settings, configuration, machines, new Rules());
        EarlierOrders earlier = new EarlierOrders(server);
        new OrderRoutes(server.desk(), earlier).addTo(server);
        new AmendRoutes(server.desk(), earlier).addTo(server);
        new BasketRoutes(server.desk()).addTo(server);
        new TradeRoutes(server.desk()).addTo(server);
        new MarketRoutes(server.desk()).addTo(server);
        new PriceRoutes(server.desk(), new Settings(configuration).baseCurrency()).addTo(server);
        new Lists(server.desk(), earlier).addTo(server);
        new Feeds().addTo(server);
        Settlements settlements = new Settlements();
        server.channel(settlements.channel())
            .running(new SettlementFeed(settings.data(), server.desk(), settlements));
        Description.of("front").addTo(server);
        return server;
    }

    private static final class Rules implements Desk.Rules<FrontMachine> {
        @Override
        public Registers registers(FrontMachine state) {
            return state;
        }

        @Override
        public String notReady(FrontMachine state) {
            return state.session().businessDate() == 0 ? "waiting for the back office to open the first day"
                : state.session().isReady() ? "" : "waiting for risk to open the day";
        }

        @Override
        public boolean isFollowed() {
            return true;
        }
    }
}
