package throughline.house;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house, held against every source file of the project; each breach says what to do instead. */
final class HouseTest {

    private static final House HOUSE = new House();
    private static List<Source> all;
    private static List<Source> main;

    @BeforeAll
    static void read() throws IOException {
        all = HOUSE.sources();
        main = all.stream().filter(Source::main).toList();
        assertTrue(all.stream().anyMatch(source -> source.path().endsWith("house/HouseTest.java")), "it reads itself");
    }

    @Test
    void linesAreShort() {
        keeps(Sizes.LINES, all);
    }

    @Test
    void methodsAreShort() {
        keeps(Sizes.METHODS, all);
    }

    @Test
    void filesAreShort() {
        keeps(Sizes.FILES, all);
    }

    @Test
    void mostFilesAreVeryShort() {
        keeps(Sizes.MEDIAN, main);
    }

    @Test
    void packagesAreSmall() {
        keeps(Sizes.PACKAGES, main);
    }

    @Test
    void packagesFormNoCircle() {
        keeps(Circles.CIRCLES, main);
    }

    @Test
    void onlyTheJournalKnowsChronicle() {
        keeps(Importers.CHRONICLE, main);
    }

    @Test
    void onlyTheBooksKnowTheDatabase() {
        keeps(Importers.SQL, main);
    }

    @Test
    void onlyTheEdgeKnowsVertx() {
        keeps(Importers.VERTX, main);
    }

    @Test
    void stateMachinesSeeNoClockThreadFileOrChance() {
        keeps(Importers.STATE_MACHINES, main);
    }

    @Test
    void officesNeverNameOneAnother() {
        keeps(Importers.OFFICES, all);
    }

    @Test
    void packagesLiveInTheirModule() {
        keeps(Importers.MODULES, all);
    }

    @Test
    void moneyIsNeverFloating() {
        keeps(Words.FLOATS, main);
    }

    @Test
    void nothingIsLeftOver() {
        keeps(Words.LEFT_OVERS, all);
    }

    @Test
    void noCodeIsCommentedOut() {
        keeps(Words.DEAD, all);
    }

    @Test
    void noExceptionIsSwallowed() {
        keeps(Words.CATCHES, all);
    }

    @Test
    void namesSayTheJob() {
        keeps(Explanations.NAMES, all);
    }

    @Test
    void everyPackageSaysWhatItIs() {
        keeps(Explanations.PACKAGE_INFOS, main);
    }

    @Test
    void everyPublicTypeIsExplained() {
        keeps(Explanations.JAVADOC, main);
    }

    @Test
    void nothingNamesOneMachine() throws IOException {
        keeps(Words.PLACES, HOUSE.texts());
    }

    private static void keeps(Rule rule, List<Source> sources) {
        List<Breach> breaches = rule.breaches(sources);
        if (!breaches.isEmpty()) {
            fail(breaches.stream().map(Breach::toString)
                .collect(Collectors.joining("\n  ", breaches.size() + " breaches of the house rules:\n  ", "")));
        }
    }
}
