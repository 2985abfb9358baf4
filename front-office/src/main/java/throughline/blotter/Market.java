package throughline.blotter;

import throughline.reference.Accounts;
import throughline.reference.Instruments;

/**
 * What a venue may see of the office. It reads; only the office's apply changes any of it. One thread.
 *
 * @param expectedOrders how many orders to make room for
 */
public record Market(Settings settings, Instruments instruments, Accounts accounts, Orders orders,
    int expectedOrders) {
}
