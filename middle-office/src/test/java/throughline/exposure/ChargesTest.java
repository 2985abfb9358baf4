package throughline.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import throughline.message.AccountKind;
import throughline.message.FeeKind;
import throughline.message.Side;
import throughline.reference.Money;
import throughline.state.Table;

/** What executions are charged, with numbers worked out by hand. */
final class ChargesTest {
    private static final long E8 = SumsRig.E8;

    private final SumsRig rig = new SumsRig();
    private final Charges charges = rig.exposures().charges();

    private long of(int hold, int account, boolean sale, long quantity, long priceE8) {
        return charges.of(hold, account, SumsRig.SHARE, sale, quantity, priceE8, SumsRig.DATE);
    }

    @Test
    void anOrdersExecutionsOfADateAreChargedTogether() {
        rig.fee(FeeKind.COMMISSION, E8 / 100, 100, false);
        int hold = rig.accepted(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 0);
        assertEquals(106, of(hold, SumsRig.CLIENT, false, 4, 150_000_000));
        rig.front.trade(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 4, 6, 150_000_000);
        rig.read();
        assertEquals(7, of(hold, SumsRig.CLIENT, false, 5, 140_000_000));
        assertEquals(107, of(Table.NONE, SumsRig.CLIENT, false, 5, 140_000_000));
        assertEquals(126, charges.expected(hold, SumsRig.CLIENT, SumsRig.SHARE, false, 10, 2_000, SumsRig.DATE));
        assertEquals(106, charges.expected(hold, SumsRig.CLIENT, SumsRig.SHARE, false, 0, 0, SumsRig.DATE));
    }

    @Test
    void salesPayMoreAndTheFirmPaysNoCommission() {
        rig.fee(FeeKind.COMMISSION, E8 / 100, 0, false);
        rig.fee(FeeKind.EXCHANGE, E8 / 1_000, 0, false);
        rig.fee(FeeKind.SEC_SECTION_31, E8 / 500, 0, true);
        assertEquals(10 + 1, of(Table.NONE, SumsRig.CLIENT, false, 10, E8));
        assertEquals(10 + 1 + 2, of(Table.NONE, SumsRig.CLIENT, true, 10, E8));
        assertEquals(1 + 2, of(Table.NONE, SumsRig.PROP, true, 10, E8));
    }

    @Test
    void whatDoesNotFitIsMoreThanAnybodyHasAndIsChargedOnce() {
        rig.fee(FeeKind.EXCHANGE, Long.MAX_VALUE / 4, 0, false);
        assertEquals(Money.OVERFLOW, of(Table.NONE, SumsRig.CLIENT, false, 1_000_000_000, 1_000 * E8));
        int hold = rig.accepted(101, SumsRig.CLIENT, SumsRig.SHARE, Side.BUY, 10, 2_000, 0);
        long most = Long.MAX_VALUE / 4;
        assertEquals(Money.OVERFLOW, of(hold, SumsRig.CLIENT, false, most, 1_000 * E8));
        for (int i = 0; i < 6; i++) {
            charges.charge(hold, SumsRig.SHARE, most, 1_000 * E8, i == 0 ? Money.OVERFLOW : 0);
        }
        assertEquals(0, of(hold, SumsRig.CLIENT, false, most, 1_000 * E8));
        assertEquals(Long.MAX_VALUE, rig.exposures().holds().dayQuantity(hold));
    }

    @Test
    void eachOfManyAccountsIsCharged() {
        rig.fee(FeeKind.EXCHANGE, E8 / 100, 0, false);
        for (int account = SumsRig.STREET + 1; account < 1_000; account++) {
            rig.front.account(account, "A" + account, 1, AccountKind.PRINCIPAL, true);
            rig.read();
            assertEquals(10, of(Table.NONE, account, true, 10, E8));
            assertEquals(10, of(Table.NONE, account, false, 10, E8));
        }
    }

    @Test
    void withoutATableNothingIsCharged() {
        assertEquals(0, of(Table.NONE, SumsRig.CLIENT, true, 10, E8));
        assertEquals(0, of(Table.NONE, SumsRig.CLIENT, true, Long.MAX_VALUE, Long.MAX_VALUE));
    }
}
