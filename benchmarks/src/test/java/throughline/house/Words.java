package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules about what may stand in a file: no floating numbers, no debris, no place of one machine. */
final class Words {

    private static final Pattern FLOATING = Pattern.compile("\\b(double|float|Double|Float|doubleValue|floatValue)\\b"
        + "|\\b(parse|next)(Double|Float)\\b|(?<![\\w.])\\d[\\d_]*\\.\\d+|(?<![\\w.])\\d+[eE]-?\\d+");
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern DEAD_CODE = Pattern.compile(
        "^(?:(?:[\\w.<>\\[\\], ]+ )?[\\w.\\[\\]]+(?:\\(.*\\)| ?[-+*|&]?= ?[^=].*|\\+\\+|--);"
        + "|(?:return|throw|import|package|break|continue)\\b[^,]*;|@\\w+(?:\\(.*\\))?|.*\\) \\{|\\}.*)$");
    private static final Pattern EMPTY_CATCH = Pattern.compile("\\bcatch\\s*\\([^)]*\\)\\s*\\{\\s*\\}");
    private static final Pattern WORKPLACE = Pattern.compile(
        "(?:^|[\\s\"'=(])(/work" + "/|/far" + "m/)|\\.\\./shar" + "ed"
        + "|\\.librar" + "y\\b|repo1?\\.mav" + "en\\.|repo\\.mav" + "en\\.apache", Pattern.MULTILINE);

    static final Rule FLOATS = Rule.absent(FLOATING, "floating point",
        "keep prices and quantities as long x 10^-8, money as long minor units; multiply through 128 bits")
        .in(source -> !source.module().equals("benchmarks") && !source.path().contains("Chart"));
    static final Rule CATCHES = Rule.absent(EMPTY_CATCH, "empty catch",
        "handle it, wrap it with what was being done, or let it pass; a comment is no handling");
    static final Rule LEFT_OVERS = inComments(LEFT_OVER, "work left over",
        "do it now, or say it in an issue and delete the comment");
    static final Rule DEAD = Words::commentedOut;
    static final Rule PLACES = Words::places;

    private Words() {
    }

    private static Rule inComments(Pattern pattern, String what, String instead) {
        return sources -> {
            List<Breach> found = new ArrayList<>();
            for (Source source : sources) {
                for (SourceText.Comment comment : source.comments()) {
                    var matcher = pattern.matcher(comment.text());
                    while (matcher.find()) {
                        int at = comment.start() + matcher.start();
                        found.add(source.breach(at, what + ": " + matcher.group(), instead));
                    }
                }
            }
            return found;
        };
    }

    private static List<Breach> commentedOut(List<Source> sources) {
        List<Breach> found = new ArrayList<>();
        for (Source source : sources) {
            for (SourceText.Comment comment : source.comments()) {
                int line = source.lineOf(comment.start());
                for (String part : comment.text().split("\n")) {
                    String said = part.strip().replaceFirst("^(//+|/\\*+|\\*+(?!/))", "")
                        .replaceFirst("\\*/$", "").strip();
                    if (!comment.javadoc() && DEAD_CODE.matcher(said).matches()) {
                        found.add(new Breach(source.path(), line, "commented-out code: `" + said + "`",
                            "delete it, git remembers; a comment is a sentence that says why"));
                    }
                    line++;
                }
            }
        }
        return found;
    }

    private static List<Breach> places(List<Source> texts) {
        List<Breach> found = new ArrayList<>();
        for (Source text : texts) {
            var matcher = WORKPLACE.matcher(text.text());
            while (matcher.find()) {
                String place = matcher.group().strip();
                found.add(text.breach(matcher.start(), "names a place of one machine: `" + place + "`",
                    "take it from the installation's own root, or make the file part of the project"));
            }
        }
        return found;
    }
}
