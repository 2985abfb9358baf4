package throughline.riskdesk;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import throughline.desk.Desk;
import throughline.desk.DeskServer;
import throughline.desk.DeskSettings;
import throughline.openapi.Description;
import throughline.reference.Registers;
import throughline.rehearsal.Rehearsals;
import throughline.review.Reviews;
import throughline.risk.MiddleMachine;

/**
 * The middle office: {@code --data DIR --port 8081}, at a first start {@code --reference DIR}. Orders and executions
 * come from the front's journal to the agent's state machine, which judges and clears them; risk officers' drafts come
 * over HTTP and the ring; the desk applies the office's own journal and answers.
 */
public final class MiddleOffice {
    private static final int PORT = 8081;
    private static final String CONFIGURATION = "currency=840\n";

    private MiddleOffice() {
    }

    /** Runs until told to end. */
    public static void main(String[] arguments) {
        System.exit(wired(DeskSettings.parse(arguments, PORT)).run());
    }

    /** The office with all its routes and channels, not started; the import of limits waits for the first session. */
    static DeskServer<MiddleMachine> wired(DeskSettings settings) {
        return wired(settings, desk -> new CheckRoutes(desk, new Reviews(settings.data(), desk::seq)));
    }

    /** As {@link #wired(DeskSettings)}, with other ways to ask for an order's checks. */
    static DeskServer<MiddleMachine> wired(DeskSettings settings, Function<Desk<MiddleMachine>, CheckRoutes> checks) {
        Rules rules = new Rules();
        DeskServer<MiddleMachine> server = new DeskServer<>(settings,
            CONFIGURATION.getBytes(StandardCharsets.UTF_8), MiddleMachine::new, rules);
        rules.limits = new LimitImport(server.desk(), settings);
        new LimitRoutes(server.desk()).addTo(server);
        new ApprovalRoutes(server.desk()).addTo(server);
        new TradingStateRoutes(server.desk()).addTo(server);
        new RestrictedRoutes(server.desk()).addTo(server);
        new OverrideRoutes(server.desk()).addTo(server);
        new BreachList(server.desk()).addTo(server);
        Touched touched = new Touched();
        new Exposures(server.desk()).addTo(server, touched);
        new Positions().addTo(server, touched);
        new ProfitRoutes().addTo(server, touched);
        server.desk().listen(touched::applied);
        new WhatIfRoutes(server.desk()).addTo(server);
        new RehearsalRoutes(server.desk(), new Rehearsals(settings.data(), server.desk()::seq)).addTo(server);
        checks.apply(server.desk()).addTo(server);
        Description.of("middle").addTo(server);
        rules.limits.start();
        return server;
    }

    private static final class Rules implements Desk.Rules<MiddleMachine> {
        private volatile LimitImport limits;

        @Override
        public Registers registers(MiddleMachine state) {
            return state;
        }

        @Override
        public String notReady(MiddleMachine state) {
            if (!state.day().hasSession()) {
                return "waiting for the front office to open the first session";
            }
            if (!state.day().isImported()) {
                return limits == null || limits.failure().isEmpty() ? "importing limits" : limits.failure();
            }
            return state.day().openDate() == 0 ? "waiting for a session to open the first day of risk" : "";
        }

        @Override
        public boolean isFollowed() {
            return false;
        }
    }
}
