package throughline.bookstwin;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import throughline.message.FeeKind;

/** An order's trades of a day: what they come to, what they were charged, how far they have settled. */
final class Owed {
    final long age;
    final long order;
    final int date;
    final int account;
    final int instrument;
    final int party;
    final boolean buys;
    /** Executions that stand, each with its quantity and its price. */
    final Map<Long, BigDecimal[]> executions = new HashMap<>();
    final Map<FeeKind, BigDecimal> charged = new EnumMap<>(FeeKind.class);
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal amount = BigDecimal.ZERO;
    BigDecimal client = BigDecimal.ZERO;
    BigDecimal settled = BigDecimal.ZERO;
    BigDecimal settledAmount = BigDecimal.ZERO;
    BigDecimal clientSettled = BigDecimal.ZERO;
    boolean failing;
    /** Id of its instruction; 0: none yet. */
    long instruction;
    /** Closes that it has been settled for. */
    int closes;

    Owed(long age, long order, int date, int account, int instrument, int party, boolean buys) {
        this.age = age;
        this.order = order;
        this.date = date;
        this.account = account;
        this.instrument = instrument;
        this.party = party;
        this.buys = buys;
    }

    boolean isClients() {
        return World.account(account).isClient();
    }

    int currency() {
        return World.paper(instrument).currency();
    }

    BigDecimal openQuantity() {
        return quantity.subtract(settled);
    }

    BigDecimal openAmount() {
        return amount.subtract(settledAmount);
    }

    /** Nothing of it is open any more. */
    boolean isDone() {
        return openQuantity().signum() == 0 && openAmount().signum() == 0 && client.compareTo(clientSettled) == 0;
    }

    /** What the client is to pay or get for what the street has settled, and has not. */
    BigDecimal due() {
        return quantity.signum() == 0 ? BigDecimal.ZERO
            : TwinBooks.share(client, settled, quantity).subtract(clientSettled);
    }
}
