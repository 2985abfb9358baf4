package throughline.export;

/** Makes texts such that hledger reads each as the one thing it is meant to be. */
final class PlainText {
    private static final char FIRST_PRINTED = ' ';
    private static final char LAST_PRINTED = '~';

    private PlainText() {
    }

    /** A part of an account's name: no colon, which parts names, and no two spaces, which end one. */
    static String part(String text) {
        return line(text).replace(':', '-');
    }

    /** Printed ASCII in one line, without a semicolon, which begins a comment, and without two spaces in a row. */
    static String line(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char taken = c == ';' || c == '"' ? c == ';' ? ',' : '\'' : c > LAST_PRINTED ? '?'
                : c < FIRST_PRINTED ? ' ' : c;
            if (taken != ' ' || !plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(taken);
            }
        }
        return plain.toString().stripTrailing();
    }
}
