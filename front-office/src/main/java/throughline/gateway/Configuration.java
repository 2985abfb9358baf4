package throughline.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import throughline.desk.DeskSettings;
import throughline.files.BadReferenceFilesException;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.message.PartyKind;

/**
 * What decides in this office beside its rules: the base currency, the venue's CCP, the street's quotes. Taken from the
 * reference files at the first start and kept in the data directory's {@code front.configuration} from then on, where
 * it may be edited while the office is down.
 */
final class Configuration {
    private static final String FILE = "front.configuration";
    private static final String CURRENCY = "currency=840\n";
    private static final long BASIS_POINT_E8 = 1_000_000;

    private Configuration() {
    }

    static byte[] of(DeskSettings settings) {
        Path file = settings.data().root().resolve(FILE);
        try {
            if (!Files.exists(file)) {
                settings.data().make();
                Path made = file.resolveSibling(FILE + ".new");
                Files.writeString(made, text(settings.option("reference")), StandardCharsets.UTF_8);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String directory) throws IOException {
        ReferenceFiles files = directory.isEmpty() ? ReferenceFiles.shipped() : ReferenceFiles.in(Path.of(directory));
        ReferenceRows rows;
        try {
            rows = files.read();
        } catch (BadReferenceFilesException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return CURRENCY + ccp(rows.parties()) + street(rows.streets());
    }

    /** The venue's CCP, by the id the back office gives it: parties count from 1 in the order of their file. */
    private static String ccp(List<ReferenceRows.Party> parties) {
        for (int i = 0; i < parties.size(); i++) {
            if (parties.get(i).kind() == PartyKind.CCP) {
                return "ccp.party=" + (i + 1) + "\n";
            }
        }
        return "";
    }

    private static String street(List<ReferenceRows.Street> streets) {
        if (streets.isEmpty()) {
            return "street=off\n";
        }
        ReferenceRows.Street street = streets.get(0);
        if (street.distanceE8() % BASIS_POINT_E8 != 0) {
            throw new IllegalStateException("venue.csv: distancePercent must have two decimals at most");
        }
        return "street=on\nstreet.account=" + street.account() + "\nstreet.bps="
            + street.distanceE8() / BASIS_POINT_E8 + "\nstreet.size=" + street.size() + "\n";
    }
}
