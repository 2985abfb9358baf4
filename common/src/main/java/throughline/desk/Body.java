package throughline.desk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import throughline.desk.Problem.Fault;

/**
 * A JSON object as it came in, read field by field and strictly: each field that is missing, of the wrong type or out
 * of range is noted and read as null, and so is each field that nobody asked for; {@link #end()} tells of all of them
 * at once. Numbers are taken from their text and never become floating point. One thread.
 */
public final class Body {
    private static final int DEPTH = 16;
    private static final int MAX_NUMBER = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
            .maxNumberLength(MAX_NUMBER).build())
        .build();

    private static final Map<Class<?>, Map<String, Enum<?>>> WORDS = new ConcurrentHashMap<>();

    private final Fields fields;
    private final String pointer;
    private final List<Fault> faults;
    private final List<Body> parts = new ArrayList<>(0);

    /** A number's text, to tell it from a string's. */
    private record NumberText(String text) {
    }

    /** One field: what stands there, and whether somebody asked for it. */
    private static final class Field {
        private Object value;
        private boolean asked;
    }

    /** An object's fields, in their order. */
    private record Fields(Map<String, Field> byName) {
    }

    private Body(Fields fields, String pointer, List<Fault> faults) {
        this.fields = fields;
        this.pointer = pointer;
        this.faults = faults;
    }

    /**
     * Reads JSON.
     *
     * @throws Problem 400 when it is malformed, too deep, or no object
     */
    public static Body parse(byte[] json) {
        List<Fault> faults = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            Object value = parser.nextToken() == null ? null : value(parser, "", faults);
            if (!(value instanceof Fields fields)) {
                throw Problem.badInput("", "must be a JSON object");
            }
            if (parser.nextToken() != null) {
                throw Problem.badInput("", "has something behind the JSON object");
            }
            return new Body(fields, "", faults);
        } catch (StreamConstraintsException e) {
            throw Problem.badInput("", "is nested deeper than " + DEPTH + ", or has a number of over " + MAX_NUMBER
                + " characters or too long a name");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw Problem.badInput("", "is malformed JSON near line " + at.getLineNr() + ", column "
                + at.getColumnNr());
        } catch (IOException e) {
            // the bytes are in memory: it can only be that they are text of no encoding
            throw Problem.badInput("", "is malformed JSON: its bytes are text of no encoding");
        }
    }

    private static Object value(JsonParser parser, String at, List<Fault> faults) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, at, faults);
            case START_ARRAY -> items(parser, at, faults);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Fields fields(JsonParser parser, String at, List<Fault> faults) throws IOException {
        Fields fields = new Fields(new LinkedHashMap<>());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Field field = new Field();
            boolean scalar = parser.nextToken().isScalarValue();
            field.value = value(parser, scalar ? at : below(at, name), faults);
            if (fields.byName().put(name, field) != null) {
                faults.add(new Fault(below(at, name), "is given twice"));
            }
        }
        return fields;
    }

    private static List<Object> items(JsonParser parser, String at, List<Fault> faults) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, at + "/" + items.size(), faults));
        }
        return items;
    }

    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return ask(name) != null;
    }

    /** What stands in a field, which is then known to be asked for; null: nothing. */
    private Object ask(String name) {
        Field field = fields.byName().get(name);
        if (field == null) {
            return null;
        }
        field.asked = true;
        return field.value;
    }

    /** Printable ASCII, not empty, at most so long; required. */
    public String ascii(String name, int maxLength) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        boolean printable = isPrintable(text);
        if (text.isBlank() || text.length() > maxLength || !printable) {
            return fault(name, text.isBlank() ? "must not be empty"
                : printable ? "is longer than " + maxLength : "has other than printable ASCII characters");
        }
        return text;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** As {@link #ascii}; null when it is not there. */
    public String asciiOrNull(String name, int maxLength) {
        return has(name) ? ascii(name, maxLength) : null;
    }

    /** Any text without control characters, at most so many characters; required. */
    public String text(String name, int maxLength) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        if (text.isBlank() || text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)) {
            return fault(name, text.isBlank() ? "must not be empty"
                : text.length() > maxLength ? "is longer than " + maxLength : "has control characters");
        }
        return text;
    }

    /** One of an enum's constants, given in lower case; required. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, Set<E> among) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        Enum<?> known = WORDS.computeIfAbsent(type, Body::words).get(text);
        if (known != null && among.contains(known)) {
            return type.cast(known);
        }
        return fault(name, "must be one of "
            + String.join(", ", among.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).sorted().toList()));
    }

    private static Map<String, Enum<?>> words(Class<?> type) {
        Map<String, Enum<?>> words = new HashMap<>();
        for (Object one : type.getEnumConstants()) {
            words.put(((Enum<?>) one).name().toLowerCase(Locale.ROOT), (Enum<?>) one);
        }
        return words;
    }

    /** As {@link #choice}; the constant given when it is not there. */
    public <E extends Enum<E>> E choiceOr(String name, Class<E> type, Set<E> among, E otherwise) {
        return has(name) ? choice(name, type, among) : otherwise;
    }

    /** A decimal above 0; required. */
    public Decimal decimal(String name) {
        return decimal(name, Decimal.Range.POSITIVE);
    }

    /** As {@link #decimal}; null when it is not there. */
    public Decimal decimalOrNull(String name) {
        return has(name) ? decimal(name) : null;
    }

    /** A price above 0, which records keep x 10^8; required. */
    public Decimal price(String name) {
        Decimal price = decimal(name);
        return price == null || price.fits(Decimal.MAX_DECIMALS) ? price : fault(name, "is too large for a price");
    }

    /** A decimal not below 0; required. */
    public Decimal decimalFromZero(String name) {
        return decimal(name, Decimal.Range.FROM_ZERO);
    }

    /** A decimal of any sign; required. */
    public Decimal signedDecimal(String name) {
        return decimal(name, Decimal.Range.ANY);
    }

    private Decimal decimal(String name, Decimal.Range range) {
        Object value = required(name);
        if (value == null) {
            return null;
        }
        String text = value instanceof NumberText number ? number.text() : value instanceof String given ? given : null;
        if (text == null || value instanceof String && !Decimal.isPlain(text)) {
            return fault(name, "must be a decimal");
        }
        Decimal usual = Decimal.usual(text, range);
        if (usual != null) {
            return usual;
        }
        try {
            String wrong = Decimal.fault(text, range);
            return wrong == null ? Decimal.of(text) : fault(name, wrong);
        } catch (NumberFormatException e) {
            return fault(name, "must be a decimal of common size");
        }
    }

    /** A whole number in a range, both ends in it; required, and 0 when it is wrong. */
    public long whole(String name, long min, long max) {
        Decimal value = decimal(name, Decimal.Range.ANY);
        if (value == null) {
            return 0;
        }
        if (value.decimals() != 0 || value.mantissa() < min || value.mantissa() > max) {
            fault(name, "must be a whole number from " + min + " to " + max);
            return 0;
        }
        return value.mantissa();
    }

    /** What stands there if it is a text; null: it is none, or not there. Asks for nothing: another must read it. */
    public String word(String name) {
        Field field = fields.byName().get(name);
        return field != null && field.value instanceof String word ? word : null;
    }

    /** True or false; the value given when it is not there. */
    public boolean flagOr(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (ask(name) instanceof Boolean given) {
            return given;
        }
        fault(name, "must be true or false");
        return otherwise;
    }

    /** An object within; required. */
    public Body object(String name, boolean needed) {
        Object value = needed ? required(name) : ask(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Fields object) {
            return part(object, below(pointer, name));
        }
        return fault(name, "must be an object");
    }

    /** A list of objects, of at least one and at most so many; required, and empty when it is wrong. */
    public List<Body> objects(String name, int max) {
        Object value = required(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items) || items.isEmpty() || items.size() > max
            || !items.stream().allMatch(Fields.class::isInstance)) {
            fault(name, "must be a list of 1 to " + max + " objects");
            return List.of();
        }
        List<Body> bodies = new ArrayList<>();
        for (Object item : items) {
            bodies.add(part((Fields) item, below(pointer, name) + "/" + bodies.size()));
        }
        return bodies;
    }

    /** A list of some of these words, at least one; required, and empty when it is wrong. */
    public Set<String> words(String name, Set<String> among) {
        Object value = required(name);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> items) || items.isEmpty()
            || !items.stream().allMatch(item -> item instanceof String word && among.contains(word))) {
            fault(name, "must be a list of " + String.join(", ", among));
            return Set.of();
        }
        Set<String> words = new LinkedHashSet<>();
        items.forEach(item -> words.add((String) item));
        return words;
    }

    private Body part(Fields object, String at) {
        Body part = new Body(object, at, faults);
        parts.add(part);
        return part;
    }

    private String string(String name) {
        Object value = required(name);
        return value == null || value instanceof String ? (String) value : fault(name, "must be a string");
    }

    private Object required(String name) {
        Object value = ask(name);
        return value != null ? value
            : fault(name, fields.byName().containsKey(name) ? "must not be null" : "is missing");
    }

    /** Notes something wrong with a field, for {@link #end()} to tell; gives null. */
    public <T> T fault(String name, String detail) {
        ask(name);
        faults.add(new Fault(below(pointer, name), detail));
        return null;
    }

    /**
     * Ends the reading: nothing more will be asked for.
     *
     * @throws Problem 400 with all that is wrong, unknown fields among it
     */
    public void end() {
        unknown();
        if (!faults.isEmpty()) {
            throw Problem.badInput(faults);
        }
    }

    private void unknown() {
        fields.byName().forEach((name, field) -> {
            if (!field.asked) {
                faults.add(new Fault(below(pointer, name), "is not known here"));
            }
        });
        parts.forEach(Body::unknown);
    }
}
