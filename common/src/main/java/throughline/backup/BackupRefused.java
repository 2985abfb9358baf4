package throughline.backup;

/** A backup or a restore that cannot be done, and why, in one line for the person who asked. */
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupRefused(String why) {
        super(why);
    }

    BackupRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
