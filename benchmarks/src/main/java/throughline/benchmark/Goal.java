package throughline.benchmark;

import java.math.BigDecimal;

/** The figures that are to be reached: what each is, which benchmark measures it, and how good it shall and must be. */
enum Goal {
    PATH_COST("path_cost_ratio", "path", "path cost of an order, all controls on", "×", Better.LESS, "1.5", "2.2",
        "from a draft's putting on the command ring to the back office's reading, to bare appends and polls of records"
            + " of the same number, sizes and readers, in alternating rounds, room in the journals' files made before"
            + " the clock runs on both sides; the sample firm's 22 accounts × 500 instruments"),
    OPEN_LOOP_P50("open_loop_p50_ratio", "openloop", "order to decision at 50,000 orders a second, p50", "×",
        Better.LESS, "2", "3", "to a bare queue at that rate, alternating runs, coordinated omission corrected"),
    OPEN_LOOP_P99("open_loop_p99_ratio", "openloop", "order to decision at 50,000 orders a second, p99", "×",
        Better.LESS, "1.5", "3", "as p50; counted only where the bare p99 is under 200 µs"),
    RISK_CHECK("risk_check_ns", "risk", "risk check alone, all controls on", "ns", Better.LESS, "100", "200",
        "no ratio: JMH, one thread, 1,000 accounts × 500 instruments, uniformly random"),
    RISK_MILLION("risk_check_million_ratio", "risk", "risk check at a million live positions", "×", Better.LESS, null,
        "2.5", "to the same check where nothing is held, alternating rounds in one JVM"),
    EXCHANGE_CORE_BARE("exchange_core_bare_ratio", "peers", "book + risk, no journal on either side, commands a second",
        "×", Better.MORE, "3", "1.5", "to exchange-core 0.5.3 on the same flow, alternating rounds"),
    EXCHANGE_CORE("exchange_core_ratio", "peers", "book + risk + one journal, commands a second", "×", Better.MORE,
        "1.2", "0.7", "to exchange-core 0.5.3 without its journal on the same flow, alternating rounds"),
    BYTES("bytes_per_order", "path", "bytes allocated an order, command ring to decision applied", "bytes",
        Better.LESS, "0", "0", "no ratio: whole bytes, by getThreadAllocatedBytes"),
    BOOKING("booking_copy_ratio", "booking", "booking in PostgreSQL, rows a second, books full", "×", Better.MORE,
        "0.8", "0.6", "to bare binary COPY of the same rows in the same commits, same indexes and constraints"),
    REPLAY("replay_ratio", "replay", "replay, records a second", "×", Better.MORE, "0.5", "0.3",
        "to bare polling of the same documents, alternating rounds, the heap there before the first"),
    RESTART("restart_seconds", "restart", "main to /readyz: 10,000,000 records, snapshot 1,000,000 old, 1,000,000"
        + " orders alive", "s", Better.LESS, "3", "6", "no ratio: one office's process, its start to the first 200"),
    REST("rest_ratio", "rest", "REST orders a second, orders that rest, 256 connections, whole firm running", "×",
        Better.MORE, "0.5", "0.35", "to a bare Vert.x handler that parses and answers the same JSON, alternating"),
    HALT("halt_p99_ms", "halt", "halt: PUT to the last acceptance in scope, p99", "ms", Better.LESS, "5", "20",
        "no ratio: the real firm, a busy account halted again and again"),
    HALT_CANCEL("halt_cancel_ms", "halt", "halt: PUT to 10,000 working orders canceled", "ms", Better.LESS, "250",
        "1000", "no ratio: the real firm"),
    MARKING("marking_p99_ratio", "risk", "order p99 behind a price of an instrument held in 1,000 accounts", "×",
        Better.LESS, "1.2", "2", "a slice of marking in each order's turn, to the same orders without such a price,"
            + " alternating; journals in memory"),
    GROWTH("growth_ratio", "growth", "cost of an order after 50,000,000 records", "×", Better.LESS, "1.1", "1.25",
        "to its cost in the first million, both as path measures it");

    final String key;
    final String command;
    final String what;
    final String unit;
    final Better better;
    /** Null where only the other is asked for. */
    final BigDecimal goal;
    final BigDecimal must;
    final String how;

    Goal(String key, String command, String what, String unit, Better better, String goal, String must, String how) {
        this.key = key;
        this.command = command;
        this.what = what;
        this.unit = unit;
        this.better = better;
        this.goal = goal == null ? null : new BigDecimal(goal);
        this.must = new BigDecimal(must);
        this.how = how;
    }

    /** What a figure reaches: {@code goal}, {@code must} or {@code missed}. */
    String reached(BigDecimal figure) {
        if (goal != null && better.holds(figure, goal)) {
            return "goal";
        }
        return better.holds(figure, must) ? "must" : "missed";
    }
}
