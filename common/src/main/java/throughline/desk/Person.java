package throughline.desk;

import java.util.HashMap;
import java.util.Map;
import throughline.reference.Accounts;
import throughline.reference.Users;

/**
 * A user as the office's state has them, copied out of it for any thread.
 *
 * @param id in records
 * @param roles {@link Users#TRADER} …, or-ed
 * @param deskId desk whose accounts are theirs; 0: every desk
 * @param open whether they may sign in and act
 */
public record Person(int id, String name, int roles, int deskId, boolean open) {
    /** Every role. */
    public static final int ANYONE = Users.TRADER | Users.RISK | Users.OPERATIONS | Users.ADMIN | Users.AUDITOR;

    /** All people of a state, by name. */
    static Map<String, Person> all(Users users) {
        Map<String, Person> people = new HashMap<>();
        for (int id = 1; id < users.end(); id++) {
            if (users.isKnown(id)) {
                people.put(users.name(id),
                    new Person(id, users.name(id), users.roles(id), users.deskId(id), users.isOpen(id)));
            }
        }
        return people;
    }

    /** Whether they have one of these roles, and may act. */
    public boolean has(int wanted) {
        return open && (roles & wanted) != 0;
    }

    /** Whether an account of that desk is theirs. */
    public boolean mayUseDesk(int desk) {
        return deskId == 0 || deskId == desk;
    }

    /** Whether they may see an order; one of an unknown account is its user's, and who sees all sees it too. */
    public boolean maySeeOrder(Accounts accounts, int accountId, int userId) {
        return accounts.isKnown(accountId) ? mayUseDesk(accounts.deskId(accountId)) : deskId == 0 || userId == id;
    }
}
