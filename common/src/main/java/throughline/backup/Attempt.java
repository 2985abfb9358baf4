package throughline.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import throughline.journal.JournalDamaged;

/** Fills a target, or leaves it empty and says in one line why. */
final class Attempt {
    private final Target target;

    /** What writes into the directory. */
    interface Copying {
        Manifest copy(Path to) throws IOException;
    }

    Attempt(Target target) {
        this.target = target;
    }

    Manifest run(Copying copying) throws IOException {
        boolean done = false;
        try {
            Manifest manifest = copying.copy(target.path());
            done = true;
            return manifest;
        } catch (JournalDamaged e) {
            throw new BackupRefused(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw failed(e.getCause());
        } catch (IOException e) {
            throw failed(e);
        } catch (InternalError e) {
            // what Java makes of a mapped page that cannot be had
            throw new BackupRefused("the disk of " + target.path() + " is full or fails: " + e.getMessage(), e);
        } finally {
            if (!done) {
                target.sweep();
            }
        }
    }

    private BackupRefused failed(IOException failure) {
        return new BackupRefused("copying to " + target.path() + " failed: " + failure, failure);
    }
}
