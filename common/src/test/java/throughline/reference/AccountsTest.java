package throughline.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.message.AccountDefinedEncoder;
import throughline.message.AccountKind;
import throughline.message.CostMethod;
import throughline.message.JournalRecord;
import throughline.message.MessageHeaderEncoder;
import throughline.message.Standing;

/** A self-trade group of one desk is called as its first account is, and what it is called finds it. */
final class AccountsTest {
    @ParameterizedTest
    @CsvSource({"7,PROP", "8,CLIENT", "9,9", "1,1", "10,10", "11,007"})
    void aGroupIsFoundByWhatItIsCalled(int group, String name) {
        Accounts accounts = firm();
        assertEquals(name, accounts.groupName(group));
        assertEquals(group == 1 ? 0 : group, accounts.findGroup(name));
    }

    @ParameterizedTest
    @CsvSource({"7,7", "ARB,7", "CLIENT,8", "8,8", "9,9", "12,9", "THERE,10", "007,11", "NOBODY,0",
        "99999999999,0", "0,0"})
    void anyOfItsAccountsAndItsNumberFindIt(String name, int group) {
        assertEquals(group, firm().findGroup(name));
    }

    @Test
    void aGroupThatComesToBeOfSeveralDesksLosesItsName() {
        Accounts accounts = firm();
        assertEquals("PROP", accounts.groupName(7));
        state(accounts, 2, "ARB", 7, 2);
        assertEquals("7", accounts.groupName(7));
    }

    private static Accounts firm() {
        Accounts accounts = new Accounts();
        state(accounts, 1, "PROP", 7);
        state(accounts, 2, "ARB", 7);
        state(accounts, 3, "CLIENT", 8);
        state(accounts, 4, "12", 9);
        state(accounts, 5, "HERE", 10);
        state(accounts, 6, "THERE", 10, 2);
        state(accounts, 7, "007", 11);
        return accounts;
    }

    private static void state(Accounts accounts, int id, String name, int group) {
        state(accounts, id, name, group, 1);
    }

    private static void state(Accounts accounts, int id, String name, int group, int desk) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        AccountDefinedEncoder account = new AccountDefinedEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).accountId(id).selfTradeGroup(group).deskId(desk)
            .kind(AccountKind.PRINCIPAL).standing(Standing.OPEN).costMethod(CostMethod.FIFO).accountName(name)
            .deskName("");
        accounts.state(new JournalRecord().wrap(buffer, 0, account.limit()));
    }
}
