package throughline.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that cannot fail is no rule: each is shown a breach that it must find, and a neighbour that it must leave. */
final class RulesCanFailTest {

    private static final String RISK = "middle-office/src/main/java/throughline/risk/";

    @Test
    void longLine() {
        breaks(Sizes.LINES, 2, java("risk", "/** " + "x".repeat(117) + " */"));
        keeps(Sizes.LINES, java("risk", "/** " + "ä".repeat(113) + " */"));
    }

    @Test
    void longMethod() {
        String body = "        step();\n".repeat(59);
        breaks(Sizes.METHODS, 3, java("risk", "class A {\n    void run(int a) throws E {\n" + body + "    }\n}"));
        breaks(Sizes.METHODS, 3, java("risk", "class A {\n    A(@X({1}) int a) {\n" + body + "    }\n}"));
        breaks(Sizes.METHODS, 3, java("risk", "class A {\n    static {\n" + body + "    }\n}"));
        breaks(Sizes.METHODS, 3, java("risk", "record A(int b) {\n    A {\n" + body + "    }\n}"));
        keeps(Sizes.METHODS, java("risk", "class A {\n" + "    int a() {\n    }\n".repeat(99) + "}"));
        keeps(Sizes.METHODS, java("risk", "record A(int b) {\n" + "    // {\n".repeat(99) + "}"));
        keeps(Sizes.METHODS, java("risk", "class A {\n    void run() {\n        say(\"{ {\");\n    }\n"
            + "    int a;\n".repeat(99) + "}"));
    }

    @Test
    void longFileAndLongMedian() {
        breaks(Sizes.FILES, 401, java("risk", "\n".repeat(401)));
        keeps(Sizes.FILES, java("risk", "\n".repeat(398)));
        breaks(Sizes.MEDIAN, 1, java("risk", "int a;\n".repeat(81)));
        keeps(Sizes.MEDIAN, java("risk", "// why\n\n".repeat(81)));
        keeps(Sizes.MEDIAN, java("risk", "\n"), java("risk", "\n"), java("risk", "int a;\n".repeat(300)));
    }

    @Test
    void crowdedPackage() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sources.add(java("risk", "class A" + i + " {\n    record Nested(int a) { }\n}"));
        }
        assertEquals(List.of(), Sizes.PACKAGES.breaches(sources));
        sources.add(java("risk", "record OneMore(int a) { }"));
        assertEquals(1, Sizes.PACKAGES.breaches(sources).size());
    }

    @Test
    void circle() {
        Source risk = java("risk", "import throughline.office.Step;");
        Source office = java("office", "import throughline.desk.Page;");
        keeps(Circles.CIRCLES, risk, office, java("desk", "import throughline.desk.Other;"));
        List<Breach> found = Circles.CIRCLES.breaches(List.of(risk, office,
            java("desk", "class Page {\n    throughline.risk.Limit limit;\n}")));
        assertEquals(1, found.size());
        assertTrue(found.get(0).what().matches("circle.*desk -> risk .*, risk -> office .*, office -> desk .*"),
            found.get(0).what());
        keeps(Circles.CIRCLES, java("a", "/** {@code throughline.b.B} */"), java("b", "import throughline.a.A;"));
    }

    @Test
    void libraryOutOfPlace() {
        breaks(Importers.CHRONICLE, 2, java("risk", "import net.openhft.chronicle.queue.ChronicleQueue;"));
        keeps(Importers.CHRONICLE, java("journal", "import net.openhft.chronicle.queue.ChronicleQueue;"));
        breaks(Importers.SQL, 3, java("desk", "class A {\n    java.sql.Connection c;\n}"));
        keeps(Importers.SQL, java("books", "import java.sql.Connection;"));
        breaks(Importers.VERTX, 2, java("office", "import io.vertx.core.Vertx;"));
        keeps(Importers.VERTX, java("desk", "import io.vertx.core.Vertx;"), java("risk", "// not io.vertx here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"long t = System.nanoTime();", "long t = System.currentTimeMillis();", "Thread t;",
        "java.time.Clock c;", "var d = LocalDate.now();", "java.io.File f;", "java.nio.file.Path p;",
        "var r = new SplittableRandom(1);", "var u = UUID.randomUUID();", "java.util.concurrent.locks.Lock l;",
        "synchronized void a() { }", "Object o = Clock.systemUTC();"})
    void impureStateMachine(String impure) {
        Source source = java("risk", "class A {\n    " + impure + "\n}");
        breaks(Importers.STATE_MACHINES, 3, source);
        keeps(Importers.STATE_MACHINES, java("office", "class A {\n    " + impure + "\n}"),
            java("risk", "import org.agrona.concurrent.UnsafeBuffer;\n/** Asks no Thread. */\nclass A { }"));
    }

    @Test
    void officesThatMeet() {
        breaks(Importers.OFFICES, 2, Source.of(RISK + "A.java", "package throughline.risk;\n"
            + "import throughline.capture.Order;\n"));
        breaks(Importers.OFFICES, 2, Source.of("common/src/main/java/throughline/desk/A.java",
            "package throughline.desk;\nimport throughline.risk.Limit;\n"));
        keeps(Importers.OFFICES, Source.of(RISK + "A.java", "package throughline.risk;\n"
            + "import throughline.office.Step;\nimport throughline.riskdesk.Page;\n"));
        breaks(Importers.MODULES, 1, Source.of("common/src/main/java/throughline/risk/A.java",
            "package throughline.risk;\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"double price;", "float f;", "Double boxed;", "long p = (long) (q * 0.5);",
        "long p = big.doubleValue();", "long p = 1e8;"})
    void floatingMoney(String floating) {
        breaks(Words.FLOATS, 3, java("risk", "class A {\n    " + floating + "\n}"));
        keeps(Words.FLOATS, java("risk", "class A {\n    String s = \"0.5 double\"; long e = 0x1e8;\n}"),
            Source.of("benchmarks/src/main/java/throughline/benchmark/A.java",
                "package throughline.benchmark;\nclass A { " + floating + " }"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"// price = 1;", "// send(order);", "// if (late) {", "// }", "// return true;",
        "/* order.cancel(now); */", "// import a.B;", "// @Test", "// count++;", "// long a = b;"})
    void commentedOutCode(String dead) {
        breaks(Words.DEAD, 3, java("risk", "class A {\n    " + dead + "\n}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"// The older one wins; the newer waits.", "// see above (and the page on limits);",
        "// return to sender, as the post says;", "/** <pre>send(order);</pre> */", "// {@code a}: the first",
        "// leaves = quantity - executed, never less than zero"})
    void sentence(String sentence) {
        keeps(Words.DEAD, java("risk", "class A {\n    " + sentence + "\n}"));
    }

    @Test
    void debris() {
        breaks(Words.LEFT_OVERS, 3, java("risk", "class A {\n    // TO" + "DO later\n}"));
        keeps(Words.LEFT_OVERS, java("risk", "class A {\n    String s = \"TO" + "DO\";\n}"));
        breaks(Words.CATCHES, 2, java("risk", "class A { void a() { try { b(); } catch (E | F e) { /* no */ } } }"));
        keeps(Words.CATCHES, java("risk", "class A { void a() { try { b(); } catch (E e) { c(); } } }"));
        breaks(Words.PLACES, 2, java("risk", "String s = \"/work" + "/main\";"));
        breaks(Words.PLACES, 2, java("risk", "String s = \"../shar" + "ed/data\";"));
        keeps(Words.PLACES, java("risk", "String s = \"/v1/work/7\"; // ./shared"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"class OrderUtil", "class OrderUtils", "interface ManagerOfAll", "record BookImpl(int a)",
        "enum TestHelper", "class BaseOffice", "class OfficeBase", "class OrderManager", "@interface Helper"})
    void emptyName(String declaration) {
        breaks(Explanations.NAMES, 2, java("risk", declaration + " {\n}"));
        keeps(Explanations.NAMES, java("risk", "class Basement { record Simple(int a) { } class Implied { } }"));
        breaks(Explanations.NAMES, 1, java("util", "class A {\n}"));
    }

    @Test
    void unexplained() {
        breaks(Explanations.JAVADOC, 2, java("risk", "public final class A {\n}"));
        breaks(Explanations.JAVADOC, 4, java("risk", "// not Javadoc\n@X({1, 2})\npublic record A(int a) { }"));
        keeps(Explanations.JAVADOC, java("risk", "/** Said. */\n@X({1, 2})\npublic record A(int a) { }\nclass B { }"));
        breaks(Explanations.PACKAGE_INFOS, 1, java("risk", "class A { }"));
        breaks(Explanations.PACKAGE_INFOS, 1, info("/** What it is. Who calls it. */"));
        keeps(Explanations.PACKAGE_INFOS, java("risk", "class A { }"), info("/** What. Who.\n * What never. */"));
    }

    @Test
    void breachNamesPlaceRuleAndRemedy() {
        Breach breach = Words.FLOATS.breaches(List.of(java("risk", "float price;"))).get(0);
        assertTrue(breach.toString().matches(RISK + "A\\.java:2: floating point: `float`\\. Instead: keep .*"),
            breach.toString());
    }

    private static Source info(String comment) {
        return Source.of(RISK + "package-info.java", comment + "\npackage throughline.risk;\n");
    }

    private static Source java(String packageName, String text) {
        return Source.of("middle-office/src/main/java/throughline/" + packageName + "/A.java",
            "package throughline." + packageName + ";\n" + text);
    }

    private static void breaks(Rule rule, int line, Source source) {
        List<Breach> found = rule.breaches(List.of(source));
        assertFalse(found.isEmpty(), "found nothing in\n" + source.text());
        assertEquals(line, found.get(0).line(), found::toString);
    }

    private static void keeps(Rule rule, Source... sources) {
        assertEquals(List.of(), rule.breaches(Arrays.asList(sources)));
    }
}
