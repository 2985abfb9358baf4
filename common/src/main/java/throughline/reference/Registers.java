package throughline.reference;

/** What every office's state knows of the firm. */
public interface Registers {
    /** The instruments, with their scales. */
    Instruments instruments();

    /** The accounts, with their desks. */
    Accounts accounts();

    /** The people, with their rights. */
    Users users();
}
