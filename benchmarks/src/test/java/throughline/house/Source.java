package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One Java source file with its two views: the code (comments and literals blanked out) and the comments. */
final class Source {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE =
        Pattern.compile("(?<![\\w.])(?:class|interface|enum|record)\\s+([A-Z]\\w*)(?=[\\s<({])");

    private final String path;
    private final String text;
    private final SourceText views;

    private Source(String path, String text) {
        this.path = path;
        this.text = text;
        this.views = new SourceText(text);
    }

    /**
     * A source with its place in the project.
     *
     * @param path below the root, with slashes: {@code common/src/main/java/throughline/journal/Journal.java}
     * @param text what stands in it
     */
    static Source of(String path, String text) {
        return new Source(path, text);
    }

    String path() {
        return path;
    }

    String text() {
        return text;
    }

    /** The text with comments and literals turned to blanks; positions and lines are those of the text. */
    String code() {
        return views.code();
    }

    List<SourceText.Comment> comments() {
        return views.comments();
    }

    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    boolean main() {
        return path.contains("/src/main/");
    }

    boolean packageInfo() {
        return path.endsWith("/package-info.java");
    }

    /** The package without its root: {@code journal} for {@code throughline.journal}. */
    String packageName() {
        var matcher = PACKAGE.matcher(code());
        String full = matcher.find() ? matcher.group(1) : "";
        return full.startsWith("throughline.") ? full.substring("throughline.".length()) : full;
    }

    int lines() {
        return lineOf(text.endsWith("\n") ? text.length() - 1 : text.length());
    }

    /** Lines that do something: neither blank nor comment, nor the package's or an import's. */
    int codeLines() {
        return (int) code().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("package ")
            && !line.startsWith("import ")).count();
    }

    int lineOf(int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }

    Breach breach(int position, String what, String instead) {
        return new Breach(path, lineOf(position), what, instead);
    }

    /** The types declared in it, nested ones too, in order. */
    List<Type> types() {
        List<Type> types = new ArrayList<>();
        var matcher = TYPE.matcher(code());
        while (matcher.find()) {
            types.add(new Type(matcher.group(1), matcher.start(), views.depthAt(matcher.start()) == 0));
        }
        return types;
    }

    /**
     * A declared type.
     *
     * @param name     its simple name
     * @param position where its keyword stands
     * @param top      whether it is a top-level type
     */
    record Type(String name, int position, boolean top) { }
}
