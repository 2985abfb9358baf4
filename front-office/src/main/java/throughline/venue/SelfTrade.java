package throughline.venue;

import throughline.blotter.Market;
import throughline.blotter.Orders;
import throughline.message.SelfTradeMode;
import throughline.reference.Accounts;

/**
 * Whether two orders are of one self-trade group, so that they must not trade with one another, and whose ends then.
 * Group 0 is no group, and mode none prevents nothing. One thread; allocates nothing.
 */
final class SelfTrade {
    private final Accounts accounts;
    private final Orders orders;

    SelfTrade(Market market) {
        accounts = market.accounts();
        orders = market.orders();
    }

    /** The group of an order's account as the accounts say. */
    int group(int row) {
        return accounts.selfTradeGroup(orders.account(row));
    }

    /** What is to be done if that order is the one that came later. */
    SelfTradeMode mode(int row) {
        return accounts.selfTradeMode(orders.account(row));
    }

    static boolean endsAggressor(SelfTradeMode mode) {
        return mode == SelfTradeMode.AGGRESSOR || mode == SelfTradeMode.BOTH;
    }

    static boolean endsPassive(SelfTradeMode mode) {
        return mode == SelfTradeMode.PASSIVE || mode == SelfTradeMode.BOTH;
    }
}
