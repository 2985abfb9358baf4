package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules about names and about the sentences that packages and public types owe their readers. */
final class Explanations {

    private static final Pattern EMPTY_NAME =
        Pattern.compile("(?:^|(?<=[a-z0-9]))(?:Utils?|Utilit\\w+|Impl|Managers?|Helpers?|Base)(?=[A-Z0-9_]|$)");
    private static final Pattern EMPTY_PACKAGE = Pattern.compile("(?:utils?|impl|managers?|helpers?|base)");

    static final Rule NAMES = Explanations::emptyNames;
    static final Rule PACKAGE_INFOS = Explanations::packageInfos;
    static final Rule JAVADOC = Explanations::javadoc;

    private Explanations() {
    }

    private static List<Breach> emptyNames(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            for (Source.Type type : source.types()) {
                if (EMPTY_NAME.matcher(type.name()).find()) {
                    found.add(source.breach(type.position(), "empty name `" + type.name() + "`",
                        "name it after the job it does, as one would a person's post"));
                }
            }
            if (EMPTY_PACKAGE.matcher(source.packageName()).matches()) {
                found.add(new Breach(source.path(), 1, "empty package name `" + source.packageName() + "`",
                    "put each type where it is used"));
            }
        }
        return found;
    }

    private static List<Breach> packageInfos(List<Source> sources) {
        Map<String, Source> infos = sources.stream().filter(Source::packageInfo)
            .collect(Collectors.toMap(Source::packageName, Function.identity(), (first, second) -> first));
        List<Breach> found = new ArrayList<>();
        String instead = "say in three sentences what the package is, who may call it, what it never does";
        sources.stream().filter(source -> !infos.containsKey(source.packageName()))
            .collect(Collectors.toMap(Source::packageName, Function.identity(), (first, second) -> first))
            .forEach((name, source) -> found.add(new Breach(source.path(), 1, "package throughline." + name
                + " without package-info.java", instead)));
        infos.forEach((name, info) -> {
            String said = info.comments().stream().map(SourceText.Comment::text).collect(Collectors.joining(" "));
            if (said.split("[.?!](?=[\\s<])").length < 4) {
                found.add(new Breach(info.path(), 1, "package-info of less than three sentences", instead));
            }
        });
        return found;
    }

    private static List<Breach> javadoc(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            for (Source.Type type : source.types()) {
                int start = declarationStart(source.code(), type.position());
                boolean visible = source.code().substring(start, type.position()).matches("(?s).*\\bpublic\\b.*");
                boolean told = source.comments().stream().anyMatch(comment -> comment.javadoc()
                    && comment.start() >= start && comment.start() < type.position());
                if (type.top() && visible && !told) {
                    found.add(source.breach(type.position(), "public type `" + type.name() + "` without Javadoc",
                        "say what it means, in which units, on which thread, and what goes wrong; or hide it"));
                }
            }
        }
        return found;
    }

    /** Where the declaration whose keyword is at a position begins: after the last semicolon or brace before it. */
    private static int declarationStart(String code, int position) {
        int parentheses = 0;
        for (int i = position - 1; i >= 0; i--) {
            char c = code.charAt(i);
            parentheses += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (parentheses == 0 && (c == ';' || c == '}' || c == '{')) {
                return i + 1;
            }
        }
        return 0;
    }
}
