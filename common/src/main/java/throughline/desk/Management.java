package throughline.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import throughline.message.JournalId;
import throughline.office.DataDirectory;
import throughline.office.OfficeProcess;
import throughline.office.OfficeStatus;

/** An office's management port: {@code /livez}, {@code /readyz} with the reason, {@code /metrics} for Prometheus. */
final class Management {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Counter[] answers = new Counter[6];
    private final Desk<?> desk;

    Management(Desk<?> desk) {
        this.desk = desk;
        registry.config().commonTags(Tags.of("office", DataDirectory.name(desk.office().journal())));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        for (int hundreds = 1; hundreds < answers.length; hundreds++) {
            answers[hundreds] = registry.counter("throughline.http.answers", "status", hundreds + "xx");
        }
        OfficeProcess office = desk.office();
        OfficeStatus status = office.status();
        gauge("throughline.office.seq", "last record of the office's journal", status::seq);
        gauge("throughline.desk.seq", "last record the desk has applied", desk::seq);
        gauge("throughline.desk.lag", "records the desk is behind", () -> Math.max(0, status.seq() - desk.seq()));
        if (office.journal() != JournalId.BACK) {
            // the back office does not read the front, which follows it
            gauge("throughline.follower.lag", "records the next office is behind",
                () -> status.followerTimeNs() == 0 ? 0 : status.seq() - status.followerSeq());
        }
        gauge("throughline.ring.bytes", "bytes of commands that wait", office.commands()::waiting);
        gauge("throughline.ring.capacity", "bytes of commands the ring holds", office.commands()::capacity);
        gauge("throughline.office.phase", "0 recovering, 1 running, 2 down", () -> status.phase().ordinal());
        gauge("throughline.ready", "1 when ready", () -> desk.whyNotReady().isEmpty() ? 1 : 0);
        gauge("throughline.determinism.broken", "1 when desk and agent came to differ", () -> desk.differs() ? 1 : 0);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Counts an answer. */
    void answered(int status) {
        answers[status / 100].increment();
    }

    Future<HttpServer> listen(Vertx vertx, String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
            .requestHandler(this::handle).listen();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/livez")) {
            answer(request, 200, "ok\n");
        } else if (path.equals("/readyz")) {
            String why = desk.whyNotReady();
            answer(request, why.isEmpty() ? 200 : 503, why.isEmpty() ? "ready\n" : why + "\n");
        } else if (path.equals("/metrics")) {
            request.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape());
        } else {
            Problem.notFound("There are /livez, /readyz and /metrics here.").answer().write(request.response());
        }
    }

    private static void answer(HttpServerRequest request, int status, String text) {
        request.response().setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8")
            .putHeader("Cache-Control", "no-store").end(text);
    }

    void close() {
        collections.close();
        registry.close();
    }
}
