package throughline.console;

import picocli.CommandLine.Command;

/** placeholder until desk lands. */
@Command(name = "user")
final class UserCommand {
}
