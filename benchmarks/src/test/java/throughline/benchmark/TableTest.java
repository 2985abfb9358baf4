package throughline.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table says what was reached, what was missed and what was not measured. */
final class TableTest {
    private final Map<String, BigDecimal> figures = new LinkedHashMap<>();

    private String[] rows() {
        return new Table(figures, Setting.here(true), List.of("peers")).markdown().lines()
            .filter(line -> line.startsWith("| ")).toArray(String[]::new);
    }

    private static String met(String row) {
        String[] cells = row.split("\\|");
        return cells[2].strip() + " " + cells[cells.length - 1].strip();
    }

    @Test
    void eachGoalHasARow() {
        figures.put("path_cost_ratio", new BigDecimal("1.5"));
        figures.put("open_loop_p50_ratio", new BigDecimal("2.1"));
        figures.put("open_loop_p99_ratio", new BigDecimal("3.01"));
        figures.put("risk_check_million_ratio", new BigDecimal("1.4"));
        figures.put("exchange_core_bare_ratio", new BigDecimal("3"));
        figures.put("exchange_core_ratio", new BigDecimal("0.69"));
        String[] rows = rows();
        assertEquals(1 + Goal.values().length, rows.length);
        assertEquals("1.5 × goal", met(rows[1]));
        assertEquals("2.1 × must", met(rows[2]));
        assertEquals("3.01 × missed", met(rows[3]));
        assertEquals("— —", met(rows[4]));
        assertEquals("1.4 × must", met(rows[5]));
        assertEquals("3 × goal", met(rows[6]));
        assertEquals("0.69 × missed", met(rows[7]));
    }

    @Test
    void theObjectHasPlainNumbersAndTheRunsTexts() {
        figures.put("path_cost_ratio", new BigDecimal("1.50"));
        figures.put("other_ns", new BigDecimal("7"));
        String json = new Table(figures, Setting.here(true), List.of("peers")).json();
        assertTrue(json.startsWith("{\"path_cost_ratio\":1.50,\"other_ns\":7,\"run\":{\"machine\":\""), json);
        assertTrue(json.endsWith("ask for\",\"failed\":[\"peers\"]}}"), json);
        assertEquals(figures, OwnProcess.figures(json));
    }
}
