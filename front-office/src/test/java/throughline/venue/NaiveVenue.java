package throughline.venue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The twin of {@link BookVenue}, written to be seen right and not to be fast: each side is one list in priority order,
 * and the street is put into a copy of that list as if it were the last order at its price.
 */
final class NaiveVenue {
    record Standing(int id, long priceE8, long leaves) { }

    record Fill(int id, long quantity, long priceE8) { }

    record Outcome(List<Fill> fills, List<Integer> passed, boolean stopped, long left) { }

    private static final class Order {
        private final int id;
        private final long priceE8;
        private final int group;
        private long leaves;

        Order(final int id, final long priceE8, final int group, final long leaves) {
            this.id = id;
            this.priceE8 = priceE8;
            this.group = group;
            this.leaves = leaves;
        }
    }

    private final List<List<Order>> sides = new ArrayList<>();

    NaiveVenue() {
        for (int i = 0; i < 2 * Command.BOOKS; i++) {
            sides.add(new ArrayList<>());
        }
    }

    Outcome enter(final Command command, final int id) {
        final List<Fill> fills = new ArrayList<>();
        final List<Integer> passed = new ArrayList<>();
        boolean stopped = false;
        long left = command.quantity();
        for (final Order order : candidates(command)) {
            final boolean own = order.group != 0 && order.group == command.group();
            if (left == 0 || stopped) {
                break;
            } else if (own && command.stopAtOwn()) {
                stopped = true;
            } else if (own) {
                passed.add(order.id);
            } else {
                final long traded = Math.min(left, order.leaves);
                fills.add(new Fill(order.id, traded, order.priceE8));
                left -= traded;
            }
        }
        if (command.action() == Command.Action.FOK && left > 0) {
            return new Outcome(List.of(), List.of(), stopped, command.quantity());
        }
        for (final Fill fill : fills) {
            if (fill.id != Fills.STREET) {
                reduceBy(fill.id, fill.quantity);
            }
        }
        passed.forEach(this::cancel);
        if (command.action() == Command.Action.DAY && left > 0 && !stopped) {
            insert(side(command.book(), command.buy()), new Order(id, command.priceE8(), command.group(), left),
                command.buy());
        }
        return new Outcome(fills, passed, stopped, left);
    }

    void cancel(final int id) {
        sides.forEach(side -> side.removeIf(order -> order.id == id));
    }

    void reduce(final int id) {
        sides.forEach(side -> side.stream().filter(order -> order.id == id)
            .forEach(order -> order.leaves = (order.leaves + 1) / 2));
    }

    List<Standing> standing(final int book, final boolean buy) {
        return side(book, buy).stream().map(order -> new Standing(order.id, order.priceE8, order.leaves)).toList();
    }

    /** All that the incoming order may trade with, in the order in which it would. */
    private List<Order> candidates(final Command command) {
        final List<Order> all = new ArrayList<>(side(command.book(), !command.buy()));
        if (command.streetQuantity() > 0 && command.streetPriceE8() != 0) {
            insert(all, new Order(Fills.STREET, command.streetPriceE8(), 0, command.streetQuantity()), !command.buy());
        }
        all.removeIf(order -> command.buy() ? order.priceE8 > command.priceE8() : order.priceE8 < command.priceE8());
        return all;
    }

    private void reduceBy(final int id, final long quantity) {
        for (final List<Order> side : sides) {
            final Iterator<Order> orders = side.iterator();
            while (orders.hasNext()) {
                final Order order = orders.next();
                if (order.id == id) {
                    order.leaves -= quantity;
                    if (order.leaves == 0) {
                        orders.remove();
                    }
                }
            }
        }
    }

    private static void insert(final List<Order> side, final Order order, final boolean buy) {
        int at = 0;
        while (at < side.size() && !better(buy, order.priceE8, side.get(at).priceE8)) {
            at++;
        }
        side.add(at, order);
    }

    private static boolean better(final boolean buy, final long priceE8, final long otherE8) {
        return buy ? priceE8 > otherE8 : priceE8 < otherE8;
    }

    private List<Order> side(final int book, final boolean buy) {
        return sides.get(2 * book + (buy ? 0 : 1));
    }
}
