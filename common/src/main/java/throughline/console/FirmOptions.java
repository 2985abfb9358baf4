package throughline.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import throughline.console.Firm.Refused;

/** What every verb takes: whose firm it is about. */
final class FirmOptions {
    private static final int USUAL_PORT_BASE = 8080;
    private static final int HIGHEST_PORT_BASE = 65_535 - 2 - Office.MANAGEMENT_OFFSET;

    @Option(names = "--data", paramLabel = "DIR", description = "The firm's data directory (default: ./data).")
    private Path data = Path.of("data");

    @Option(names = "--port-base", paramLabel = "PORT", description = "Port of the front office; middle and back have"
        + " the next two, management +100 (default: that of the last up, else 8080).")
    private Integer portBase;

    FirmOptions() {
    }

    FirmOptions(Path data, Integer portBase) {
        this.data = data;
        this.portBase = portBase;
    }

    /** Absolute, so that it names the same place on every command line. */
    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** As given, or as the last up on this directory was given it. */
    int portBase() {
        int base = portBase != null ? portBase : rememberedPortBase();
        if (base < 1 || base > HIGHEST_PORT_BASE) {
            throw new Refused("--port-base must be 1 to " + HIGHEST_PORT_BASE + ", not " + base);
        }
        return base;
    }

    /** Lets later verbs on this directory find the firm without being told its ports. */
    void rememberPortBase() {
        try {
            Files.createDirectories(portBaseFile().getParent());
            Files.writeString(portBaseFile(), portBase() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int rememberedPortBase() {
        try {
            return Files.exists(portBaseFile())
                ? Integer.parseInt(Files.readString(portBaseFile()).strip()) : USUAL_PORT_BASE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            throw new Refused(portBaseFile() + " holds no port: give --port-base", e);
        }
    }

    private Path portBaseFile() {
        return data().resolve("run").resolve("port-base");
    }

    OfficeProcesses processes() {
        return new OfficeProcesses(data());
    }

    OfficeClient client(Office office, String user) {
        return OfficeClient.signedIn(office.address(portBase()), data(), user);
    }
}
