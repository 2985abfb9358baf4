package throughline.blotter;

import throughline.reference.Accounts;
import throughline.reference.Instruments;
import throughline.reference.TickTables;

/**
 * What a venue may see of the office. It reads; only the office's apply changes any of it. One thread.
 *
 * @param expectedOrders how many orders to make room for
 * @param ticks of the instruments that have a table of them
 */
public record Market(Settings settings, Instruments instruments, Accounts accounts, Orders orders,
    int expectedOrders, TickTables ticks) {
}
