package throughline.house;

import java.util.ArrayList;
import java.util.List;

/** Splits Java text into code and comments, so that a rule about code is not fooled by a word in a string. */
final class SourceText {

    private final String text;
    private final StringBuilder code;
    private final List<Comment> comments = new ArrayList<>();

    SourceText(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            at = step(at);
        }
    }

    String code() {
        return code.toString();
    }

    List<Comment> comments() {
        return comments;
    }

    /** How many braces are open before a position. */
    int depthAt(int position) {
        int depth = 0;
        for (int i = 0; i < position; i++) {
            char c = code.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return depth;
    }

    private int step(int at) {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return comment(at, end < 0 ? text.length() : end);
        }
        if (text.startsWith("/*", at)) {
            return comment(at, after("*/", at + 2));
        }
        if (text.startsWith("\"\"\"", at)) {
            return blank(at, literalEnd("\"\"\"", at + 3));
        }
        char c = text.charAt(at);
        return c == '"' || c == '\'' ? blank(at, literalEnd(String.valueOf(c), at + 1)) : at + 1;
    }

    private int comment(int start, int end) {
        comments.add(new Comment(start, text.substring(start, end)));
        return blank(start, end);
    }

    private int after(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private int literalEnd(String mark, int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(mark, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + mark.length());
    }

    private int blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) != '\n') {
                code.setCharAt(i, ' ');
            }
        }
        return end;
    }

    /**
     * A comment.
     *
     * @param start where it begins in the text
     * @param text  the whole of it, marks included
     */
    record Comment(int start, String text) {

        boolean javadoc() {
            return text.startsWith("/**");
        }
    }
}
