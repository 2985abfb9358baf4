package throughline.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The three offices in the order data flows, which is also the order in which they stop. */
enum Office {
    FRONT("front", "throughline.gateway.FrontOffice"),
    MIDDLE("middle", "throughline.riskdesk.MiddleOffice"),
    BACK("back", "throughline.operations.BackOffice");

    /** From an office's port to that of its management: metrics and health. */
    static final int MANAGEMENT_OFFSET = 100;

    private final String journalName;
    private final String mainClass;

    Office(String journalName, String mainClass) {
        this.journalName = journalName;
        this.mainClass = mainClass;
    }

    /** Its name for people, its module and the stem of its files. */
    String title() {
        return journalName + "-office";
    }

    String mainClass() {
        return mainClass;
    }

    int port(int portBase) {
        return portBase + ordinal();
    }

    int managementPort(int portBase) {
        return port(portBase) + MANAGEMENT_OFFSET;
    }

    URI address(int portBase) {
        return URI.create("http://127.0.0.1:" + port(portBase));
    }

    URI managementAddress(int portBase) {
        return URI.create("http://127.0.0.1:" + managementPort(portBase));
    }

    Path journal(Path data) {
        return data.resolve(journalName);
    }

    Path log(Path data) {
        return data.resolve("logs").resolve(title() + ".log");
    }

    Path pidFile(Path data) {
        return data.resolve("run").resolve(title() + ".pid");
    }

    /** The class path its process needs below the installation's root, its jars left out. */
    List<String> modules() {
        return List.of("common", title());
    }

    /** Reads an office's name from the command line: front or front-office. */
    static final class Named implements ITypeConverter<Office> {
        @Override
        public Office convert(String text) {
            return Arrays.stream(values())
                .filter(office -> text.equals(office.journalName) || text.equals(office.title()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no office: take "
                    + Arrays.stream(values()).map(office -> office.journalName).collect(Collectors.joining(", "))));
        }
    }
}
