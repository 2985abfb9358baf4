package throughline.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An office's OpenAPI document as a test holds answers against it: each status must be documented for its path and
 * method, with its content type and headers, and each body must satisfy its schema. What no operation describes must be
 * 404 or 405. Any thread.
 */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonObject PROBLEM = new JsonObject().put("$ref", "#/components/schemas/Problem");
    private static final String PROBLEM_TYPE = "application/problem+json";

    private final JsonObject document;
    private final JsonObject paths;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    /** Of the text of a document. */
    public Contract(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        Map<String, Object> loaded = new Yaml(new SafeConstructor(options)).load(yaml);
        document = new JsonObject(loaded);
        paths = document.getJsonObject("paths");
    }

    /** Holds the document itself against OpenAPI 3.1, and every reference in it against what it names. */
    public void proveValid() throws Exception {
        assertEquals(OpenAPIVersion.V3_1, OpenAPIVersion.fromContract(document));
        Vertx vertx = Vertx.vertx();
        try {
            OutputUnit result = OpenAPIVersion.V3_1.getRepository(vertx, "https://throughline.test/")
                .compose(schemas -> OpenAPIVersion.V3_1.validateContract(vertx, schemas, document.copy()))
                .toCompletionStage().toCompletableFuture().get();
            assertTrue(result.getValid(), () -> said(result));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
        proveReferences(document, "#");
        Set<String> names = new TreeSet<>();
        operations().forEach(operation -> {
            String name = described(operation).getString("operationId");
            assertTrue(name != null && names.add(name), operation + " has no operationId of its own");
        });
    }

    private void proveReferences(Object value, String at) {
        if (value instanceof JsonObject object) {
            if (object.getValue("$ref") instanceof String reference) {
                assertNotNull(resolve(reference), at + " refers to nothing: " + reference);
            }
            object.forEach(field -> proveReferences(field.getValue(), at + "/" + field.getKey()));
        } else if (value instanceof JsonArray array) {
            array.forEach(item -> proveReferences(item, at));
        }
    }

    private JsonObject resolve(String reference) {
        assertTrue(reference.startsWith("#/"), "refers to another document: " + reference);
        JsonObject at = document;
        for (String part : reference.substring(2).split("/")) {
            at = at == null ? null : at.getJsonObject(part.replace("~1", "/").replace("~0", "~"));
        }
        return at;
    }

    private JsonObject resolved(JsonObject object) {
        return object != null && object.containsKey("$ref") ? resolve(object.getString("$ref")) : object;
    }

    /** Every operation, as {@code GET /v1/orders/:id}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (String path : paths.fieldNames()) {
            paths.getJsonObject(path).fieldNames().stream().filter(METHODS::contains).forEach(method ->
                operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.replaceAll("\\{(\\w+)}", ":$1")));
        }
        return operations;
    }

    private JsonObject described(String operation) {
        String[] parts = operation.split(" ");
        return paths.getJsonObject(parts[1].replaceAll(":(\\w+)", "{$1}"))
            .getJsonObject(parts[0].toLowerCase(java.util.Locale.ROOT));
    }

    /** Holds what an office registered against the operations: all of them are there, and no more. */
    public void proveSame(Set<String> registered) {
        Set<String> ours = registered.stream().filter(one -> !one.startsWith("GET /docs"))
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", ours), String.join("\n", operations()));
    }

    /** Holds an answer against the document; gives it back. */
    public HttpResponse<String> check(HttpResponse<String> answer) {
        String method = answer.request().method();
        String path = answer.request().uri().getRawPath();
        String what = method + " " + answer.request().uri() + " answered " + answer.statusCode() + " "
            + answer.body().substring(0, Math.min(answer.body().length(), 2_000)) + "\n";
        if (path.startsWith("/docs")) {
            return answer;
        }
        String template = template(path, method);
        JsonObject item = template == null ? null : paths.getJsonObject(template);
        JsonObject operation = item == null ? null : item.getJsonObject(method.toLowerCase(java.util.Locale.ROOT));
        if (operation == null) {
            assertEquals(template == null ? 404 : 405, answer.statusCode(), what + "which is not described");
            assertEquals(PROBLEM_TYPE, type(answer), what);
            validate(PROBLEM, answer.body(), what, "problem");
            return answer;
        }
        JsonObject response = resolved(operation.getJsonObject("responses")
            .getJsonObject(Integer.toString(answer.statusCode())));
        assertNotNull(response, what + "and this status is not described for " + method + " " + template);
        checkQuery(operation, answer, what);
        checkHeaders(response, answer, what);
        checkBody(response, answer, what, method + " " + template);
        return answer;
    }

    private String template(String path, String method) {
        String found = null;
        for (String template : paths.fieldNames()) {
            boolean literal = template.indexOf('{') < 0;
            boolean better = found == null || literal
                || !takes(found, method) && takes(template, method);
            if (better && matches(template.split("/", -1), path.split("/", -1))) {
                found = template;
            }
        }
        return found;
    }

    private boolean takes(String template, String method) {
        return paths.getJsonObject(template).containsKey(method.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean matches(String[] template, String[] path) {
        boolean same = template.length == path.length;
        for (int i = 0; same && i < path.length; i++) {
            same = template[i].startsWith("{") ? !path[i].isEmpty() : template[i].equals(path[i]);
        }
        return same;
    }

    /** What was not refused must be described. */
    private void checkQuery(JsonObject operation, HttpResponse<String> answer, String what) {
        String query = answer.request().uri().getRawQuery();
        if (query == null || answer.statusCode() >= 400) {
            return;
        }
        Set<String> names = operation.getJsonArray("parameters", new JsonArray()).stream()
            .map(one -> resolved((JsonObject) one)).filter(one -> one.getString("in").equals("query"))
            .map(one -> one.getString("name")).collect(Collectors.toSet());
        Arrays.stream(query.split("&")).map(one -> one.split("=")[0]).forEach(name ->
            assertTrue(names.contains(name), what + "and its query " + name + " is not described"));
    }

    private void checkHeaders(JsonObject response, HttpResponse<String> answer, String what) {
        JsonObject headers = response.getJsonObject("headers", new JsonObject());
        for (String name : headers.fieldNames()) {
            JsonObject header = resolved(headers.getJsonObject(name));
            String value = answer.headers().firstValue(name).orElse(null);
            assertTrue(value != null || !header.getBoolean("required", false), what + "and has no " + name);
            if (value != null) {
                validate(header.getJsonObject("schema"), Json.encode(value), what, "header " + name);
            }
        }
    }

    private void checkBody(JsonObject response, HttpResponse<String> answer, String what, String operation) {
        JsonObject content = response.getJsonObject("content", new JsonObject());
        JsonObject media = content.getJsonObject(type(answer));
        assertNotNull(media, what + "and " + type(answer) + " is not described for it");
        boolean json = type(answer).endsWith("json");
        validate(media.getJsonObject("schema"), json ? answer.body() : Json.encode(answer.body()), what,
            operation + " " + answer.statusCode() + " " + type(answer));
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("none").split(";")[0].strip();
    }

    private void validate(JsonObject schema, String body, String what, String name) {
        Validator validator = validators.computeIfAbsent(name + schema.hashCode(), key -> Validator.create(
            JsonSchema.of(schema.copy().put("components", document.getJsonObject("components").copy())),
            new JsonSchemaOptions().setBaseUri("https://throughline.test/").setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic)));
        OutputUnit result = validator.validate(Json.decodeValue(body));
        assertTrue(result.getValid(), () -> what + "which its schema does not allow: " + said(result));
    }

    private static String said(OutputUnit result) {
        return result.getErrors() == null ? String.valueOf(result.getError()) : result.getErrors().stream()
            .map(one -> one.getInstanceLocation() + " " + one.getError() + " by " + one.getKeywordLocation())
            .collect(Collectors.joining("\n"));
    }
}
