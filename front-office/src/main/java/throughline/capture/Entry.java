package throughline.capture;

import throughline.blotter.Orders;
import throughline.office.Requests;
import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.Money;
import throughline.reference.Users;

/** What commands are held against as they come in: who may do what, with what, and what was asked before. */
record Entry(Instruments instruments, Accounts accounts, Users users, Requests requests, Refusals refusals) {
    private static final int MOST_DIGITS = 12;

    /** Whether a user of one of these roles is of the order's desk; one of an unknown account is its user's alone. */
    boolean mayTouch(int user, int roles, Orders orders, int row) {
        int account = orders.account(row);
        return users.has(user, roles)
            && (accounts.isKnown(account) ? users.mayUseDesk(user, accounts.deskId(account))
                : orders.user(row) == user);
    }

    /**
     * Whether a trade's worth is at most 10^12 of its currency, like any number that is given: what is worth much more
     * would not fit into the books' sums.
     *
     * @param quantity in the instrument's scale
     */
    boolean isBookable(int instrument, long quantity, long priceE8) {
        int currency = instruments.currency(instrument);
        return Money.valueRoundedUp(quantity, instruments.quantityScale(instrument), priceE8,
            instruments.multiplier(instrument), currency)
            <= Money.powerOfTen(MOST_DIGITS + Money.scale(currency));
    }
}
