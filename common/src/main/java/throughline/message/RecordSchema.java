package throughline.message;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.agrona.DirectBuffer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * How each message lies in bytes, read from the schema its codecs are generated from: for what must show any record,
 * known or not, such as a dump. Offsets and sizes are in bytes. Immutable once loaded, safe from any thread.
 */
public final class RecordSchema {
    private final Map<String, Type> types = new HashMap<>();
    private final Map<Integer, Layout> messages = new HashMap<>();

    private RecordSchema() {
        for (Primitive primitive : Primitive.values()) {
            types.put(primitive.name().toLowerCase(Locale.ROOT), new Type(primitive, 1, false, Map.of()));
        }
    }

    /** Reads the schema that this build carries. */
    public static RecordSchema load() {
        RecordSchema schema = new RecordSchema();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try (InputStream in = RecordSchema.class.getResourceAsStream("/throughline/messages.xml")) {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            for (Element section : children(root)) {
                if (section.getTagName().equals("types")) {
                    children(section).forEach(schema::readType);
                } else if (section.getTagName().endsWith("message")) {
                    schema.messages.put(Integer.parseInt(section.getAttribute("id")), schema.layout(section));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("messages.xml cannot be read", e);
        }
        return schema;
    }

    /** Null: not of this schema. */
    public Layout message(int templateId) {
        return messages.get(templateId);
    }

    private void readType(Element type) {
        String name = type.getAttribute("name");
        switch (type.getTagName()) {
            case "type" -> {
                String length = type.getAttribute("length");
                types.put(name, new Type(types.get(type.getAttribute("primitiveType")).primitive(),
                    length.isEmpty() ? 1 : Integer.parseInt(length), false, Map.of()));
            }
            case "composite" -> {
                int size = children(type).stream()
                    .mapToInt(part -> types.get(part.getAttribute("primitiveType")).size()).sum();
                types.put(name, new Type(Primitive.UINT8, size, false, Map.of()));
            }
            case "enum", "set" -> {
                Map<Long, String> names = new TreeMap<>();
                children(type).forEach(value ->
                    names.put(Long.parseLong(value.getTextContent().strip()), value.getAttribute("name")));
                types.put(name, new Type(types.get(type.getAttribute("encodingType")).primitive(), 1,
                    type.getTagName().equals("set"), names));
            }
            default -> throw new IllegalStateException("messages.xml: what is a " + type.getTagName() + "?");
        }
    }

    private Layout layout(Element message) {
        List<Field> fields = new ArrayList<>();
        List<Layout> groups = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int offset = 0;
        for (Element part : children(message)) {
            String name = part.getAttribute("name");
            switch (part.getTagName()) {
                case "field" -> {
                    Type type = types.get(part.getAttribute("type"));
                    String given = part.getAttribute("offset");
                    offset = given.isEmpty() ? offset : Integer.parseInt(given);
                    fields.add(new Field(name, type, offset));
                    offset += type.size();
                }
                case "group" -> groups.add(layout(part));
                case "data" -> texts.add(name);
                default -> throw new IllegalStateException("messages.xml: what is a " + part.getTagName() + "?");
            }
        }
        return new Layout(message.getAttribute("name"), fields, groups, texts);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** A message or group: its block's fields, then its groups, then its texts. */
    public record Layout(String name, List<Field> fields, List<Layout> groups, List<String> texts) {
    }

    /** A field of a block, its offset in bytes from the block's start. */
    public record Field(String name, Type type, int offset) {
    }

    /** What a field holds; names of an enum's values, or of a set's bits. */
    public record Type(Primitive primitive, int length, boolean isSet, Map<Long, String> names) {
        /** Bytes it takes. */
        public int size() {
            return primitive.size * length;
        }
    }

    /** SBE's whole numbers. */
    public enum Primitive {
        INT8(1, Byte.MIN_VALUE), UINT8(1, 0xFF), INT16(2, Short.MIN_VALUE), UINT16(2, 0xFFFF),
        INT32(4, Integer.MIN_VALUE), UINT32(4, 0xFFFFFFFFL), INT64(8, Long.MIN_VALUE), UINT64(8, -1);

        private final int size;
        private final long nullValue;

        Primitive(int size, long nullValue) {
            this.size = size;
            this.nullValue = nullValue;
        }

        /** What stands for no value. */
        public long nullValue() {
            return nullValue;
        }

        /** The number that stands there. */
        public long read(DirectBuffer buffer, int at) {
            return switch (this) {
                case INT8 -> buffer.getByte(at);
                case UINT8 -> buffer.getByte(at) & 0xFF;
                case INT16 -> buffer.getShort(at, LITTLE_ENDIAN);
                case UINT16 -> buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
                case INT32 -> buffer.getInt(at, LITTLE_ENDIAN);
                case UINT32 -> buffer.getInt(at, LITTLE_ENDIAN) & 0xFFFFFFFFL;
                case INT64, UINT64 -> buffer.getLong(at, LITTLE_ENDIAN);
            };
        }
    }
}
