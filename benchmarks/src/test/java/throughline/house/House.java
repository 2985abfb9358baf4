package throughline.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The project as it lies on disk: where its root is, and what text stands in it. */
final class House {

    static final List<String> MODULES =
        List.of("common", "front-office", "middle-office", "back-office", "benchmarks");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "data", ".idea", ".vscode");
    private static final Set<String> TEXT =
        Set.of("java", "xml", "md", "sql", "yaml", "yml", "json", "js", "html", "css", "csv", "properties", "options");

    private final Path root;

    House() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve(".mvn/java.options"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("no .mvn/java.options in or above " + Path.of("").toAbsolutePath());
        }
        root = at;
    }

    Path root() {
        return root;
    }

    /** All Java sources written by hand, main and test. */
    List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path src = root.resolve(module).resolve("src");
            if (Files.exists(src)) {
                sources.addAll(read(src, file -> file.toString().endsWith(".java")));
            }
        }
        return sources;
    }

    /** All text files of the project, of whatever kind. */
    List<Source> texts() throws IOException {
        return read(root, file -> {
            String name = file.getFileName().toString();
            boolean script = name.equals("firm") || file.getParent().endsWith(".ci");
            return script || TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
        });
    }

    private List<Source> read(Path from, Predicate<Path> wanted) throws IOException {
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skip = NOT_OURS.contains(String.valueOf(folder.getFileName()));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && wanted.test(file)) {
                    paths.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        List<Source> read = new ArrayList<>();
        for (Path path : paths.stream().sorted().toList()) {
            String name = root.relativize(path).toString().replace('\\', '/');
            read.add(Source.of(name, Files.readString(path)));
        }
        return read;
    }
}
