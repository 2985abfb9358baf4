package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules about size: lines, methods, files, packages. The longest file counts every line; the median counts lines of
 * code, so that nobody saves on Javadoc.
 */
final class Sizes {

    private static final int LINE = 120;
    private static final int METHOD = 60;
    private static final int FILE = 400;
    private static final int MEDIAN_FILE = 80;
    private static final int TYPES = 20;

    static final Rule LINES = Sizes::longLines;
    static final Rule METHODS = Sizes::longMethods;
    static final Rule FILES = Sizes::longFiles;
    static final Rule MEDIAN = Sizes::longMedian;
    static final Rule PACKAGES = Sizes::crowdedPackages;

    private Sizes() {
    }

    private static List<Breach> longLines(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            int number = 0;
            for (String line : source.text().split("\n", -1)) {
                number++;
                int length = line.codePointCount(0, line.length());
                if (length > LINE) {
                    found.add(new Breach(source.path(), number, "line of " + length + " characters, more than " + LINE,
                        "wrap it, or name a part of it"));
                }
            }
        }
        return found;
    }

    private static List<Breach> longMethods(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            for (Methods.Method method : Methods.of(source)) {
                if (method.lines() > METHOD) {
                    found.add(new Breach(source.path(), method.line(), "method `" + method.name() + "` of "
                        + method.lines() + " lines, more than " + METHOD,
                        "give each of its steps a private method named after what it does"));
                }
            }
        }
        return found;
    }

    private static List<Breach> longFiles(List<Source> sources) {
        return sources.stream().filter(source -> source.lines() > FILE).map(source ->
            new Breach(source.path(), FILE + 1, "file of " + source.lines() + " lines, more than " + FILE,
                "take out the job that least belongs here, as a type of its own")).toList();
    }

    private static List<Breach> longMedian(List<Source> sources) {
        List<Source> sorted = sources.stream().filter(source -> !source.packageInfo())
            .sorted((a, b) -> Integer.compare(a.codeLines(), b.codeLines())).toList();
        if (sorted.isEmpty() || sorted.get(sorted.size() / 2).codeLines() <= MEDIAN_FILE) {
            return List.of();
        }
        Source middle = sorted.get(sorted.size() / 2);
        return List.of(new Breach(middle.path(), 1, "half of the " + sorted.size()
            + " files have " + middle.codeLines() + " lines of code or more, the median may be " + MEDIAN_FILE,
            "split the files that do two jobs, beginning with the longest"));
    }

    private static List<Breach> crowdedPackages(List<Source> sources) {
        Map<String, List<Source>> byPackage = new TreeMap<>();
        for (Source source : sources) {
            List<Source> inPackage = byPackage.computeIfAbsent(source.packageName(), name -> new ArrayList<>());
            source.types().stream().filter(Source.Type::top).forEach(type -> inPackage.add(source));
        }
        List<Breach> found = new ArrayList<>();
        byPackage.forEach((name, types) -> {
            if (types.size() > TYPES) {
                found.add(new Breach(types.get(TYPES).path(), 1, "package " + name + " has " + types.size()
                    + " types, more than " + TYPES, "nest the small ones where they are used, or find the second job"
                    + " that the package does and give it a package"));
            }
        });
        return found;
    }
}
