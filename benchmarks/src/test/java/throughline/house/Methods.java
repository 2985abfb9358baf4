package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds methods, constructors and initializers in code by their braces. */
final class Methods {

    private static final Set<String> NOT_A_METHOD =
        Set.of("if", "for", "while", "switch", "catch", "try", "synchronized", "record", "super", "this");
    private static final Set<String> NOT_A_TYPE = Set.of("new", "record", "return", "throw", "else", "yield", "case");
    private static final Pattern THROWS = Pattern.compile("\\)\\s*throws\\s[\\w.,\\s<>@]+$");
    private static final Pattern LAST_WORD = Pattern.compile("(?:^|\\W)(\\w+)\\s*$");

    private final Source source;
    private final String code;
    private final Set<String> types;
    private final List<Method> methods = new ArrayList<>();

    private Methods(Source source) {
        this.source = source;
        this.code = source.code();
        this.types = source.types().stream().map(Source.Type::name).collect(Collectors.toSet());
    }

    static List<Method> of(Source source) {
        Methods finder = new Methods(source);
        int open = finder.code.indexOf('{');
        while (open >= 0) {
            finder.look(open);
            open = finder.code.indexOf('{', open + 1);
        }
        return finder.methods;
    }

    private void look(int open) {
        String head = code.substring(0, open).stripTrailing();
        var thrown = THROWS.matcher(head);
        if (thrown.find()) {
            head = head.substring(0, thrown.start() + 1);
        }
        if (head.endsWith(")")) {
            head = head.substring(0, opening(head)).stripTrailing();
            if (named(head)) {
                add(head, open);
            }
        } else if (word(head).equals("static") || types.contains(word(head)) && !declares(head)) {
            add(head, open);
        }
    }

    /** Whether the head, cut before its parameters, ends in the name of a method or a constructor. */
    private boolean named(String head) {
        String name = word(head);
        if (name.isEmpty() || NOT_A_METHOD.contains(name)) {
            return false;
        }
        String before = head.substring(0, head.length() - name.length()).stripTrailing();
        if (before.endsWith(">") || before.endsWith("]")) {
            return !before.endsWith("->");
        }
        String type = word(before);
        return type.isEmpty() ? types.contains(name) : !NOT_A_TYPE.contains(type);
    }

    /** Whether the head ends in {@code class Name} or the like, and not in the name of a compact constructor. */
    private boolean declares(String head) {
        String before = head.substring(0, head.length() - word(head).length()).stripTrailing();
        return Set.of("class", "interface", "enum", "record", "new", "extends", "implements", "permits")
            .contains(word(before)) || before.endsWith(",");
    }

    private void add(String head, int open) {
        String name = word(head);
        int first = source.lineOf(head.length() - name.length());
        methods.add(new Method(name, first, source.lineOf(closing(open)) - first + 1));
    }

    private static String word(String head) {
        var matcher = LAST_WORD.matcher(head.substring(Math.max(0, head.length() - 120)));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static int opening(String head) {
        int depth = 0;
        for (int i = head.length() - 1; i > 0; i--) {
            char c = head.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return 0;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return code.length() - 1;
    }

    /**
     * A method found.
     *
     * @param name  its name
     * @param line  the line of its name
     * @param lines how many lines it has from there to its closing brace
     */
    record Method(String name, int line, int lines) { }
}
