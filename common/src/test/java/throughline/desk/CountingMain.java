package throughline.desk;

import java.nio.file.Path;
import java.util.Map;

/** The counting office as a process: data directory and port on its command line. */
final class CountingMain {
    private CountingMain() {
    }

    public static void main(String[] arguments) {
        DeskSettings settings = DeskSettings.parse(arguments, 0);
        CountingOffice office = new CountingOffice(Path.of(settings.option("data")), Map.of("port",
            settings.option("port")));
        Thread users = new Thread(() -> {
            try {
                office.open();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        users.setDaemon(true);
        users.start();
        System.exit(office.server.run());
    }
}
