package throughline.report;

import java.util.Map;

/**
 * A report made.
 *
 * @param model for programs, and for the page: values are text, booleans, numbers, maps and lists of maps
 * @param sheet its rows
 */
public record Report(Map<String, Object> model, Sheet sheet) {
}
