package throughline.peerbench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import throughline.books.Database;

/**
 * A ledger as it is usually kept in PostgreSQL: a function for each transfer locks both accounts' rows in the order of
 * their ids, looks whether the money is there, moves it and writes the transfer down; each call is a transaction, made
 * durable before the next. Accounts uniformly random. For one thread, which starts one for each connection.
 */
final class SqlLedger implements AutoCloseable {
    private static final int ACCOUNTS = 1_000;
    private static final long RICH = 1_000_000_000_000L;
    private static final int MOST = 1_000;
    private static final double NS = 1e9;
    private static final String SCHEMA = """
        DROP SCHEMA IF EXISTS usual CASCADE;
        CREATE SCHEMA usual;
        CREATE TABLE usual.account (id bigint PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));
        CREATE TABLE usual.transfer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            debit bigint NOT NULL REFERENCES usual.account, credit bigint NOT NULL REFERENCES usual.account,
            amount bigint NOT NULL CHECK (amount > 0), at timestamptz NOT NULL DEFAULT now());
        CREATE FUNCTION usual.transfer(payer bigint, payee bigint, paid bigint) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE held bigint; made bigint;
        BEGIN
            PERFORM 1 FROM usual.account WHERE id IN (payer, payee) ORDER BY id FOR UPDATE;
            SELECT balance INTO held FROM usual.account WHERE id = payer;
            IF held < paid THEN RAISE EXCEPTION 'account % holds %', payer, held; END IF;
            UPDATE usual.account SET balance = balance - paid WHERE id = payer;
            UPDATE usual.account SET balance = balance + paid WHERE id = payee;
            INSERT INTO usual.transfer (debit, credit, amount) VALUES (payer, payee, paid) RETURNING id INTO made;
            RETURN made;
        END $$;
        """;

    private final List<Connection> connections = new ArrayList<>();
    private long made;

    SqlLedger(Database database, int most) throws SQLException {
        for (int i = 0; i < most; i++) {
            Connection connection = database.asOwner();
            connections.add(connection);
            Database.assertDurable(connection);
        }
        execute(SCHEMA + "INSERT INTO usual.account SELECT id, " + RICH + " FROM generate_series(1, " + ACCOUNTS
            + ") AS id");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connections.get(0).createStatement()) {
            statement.execute(sql);
        }
    }

    /** Transfers over so many connections at once, for so long; gives how many a second. */
    double run(int at, int seconds, long seed) throws SQLException {
        execute("CHECKPOINT");
        ExecutorService threads = Executors.newFixedThreadPool(at);
        long beganNs = System.nanoTime();
        long untilNs = beganNs + (long) (seconds * NS);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < at; i++) {
            Connection connection = connections.get(i);
            SplittableRandom random = new SplittableRandom(seed * ACCOUNTS + i);
            tasks.add(() -> transfer(connection, random, untilNs));
        }
        long count = 0;
        try {
            for (Future<Long> task : threads.invokeAll(tasks)) {
                count += task.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
        double tookSeconds = (System.nanoTime() - beganNs) / NS;
        made += count;
        prove();
        return count / tookSeconds;
    }

    private static long transfer(Connection connection, SplittableRandom random, long untilNs) throws SQLException {
        long count = 0;
        try (PreparedStatement call = connection.prepareStatement("SELECT usual.transfer(?, ?, ?)")) {
            while (System.nanoTime() < untilNs) {
                int payer = random.nextInt(ACCOUNTS);
                call.setLong(1, 1 + payer);
                call.setLong(2, 1 + (payer + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS);
                call.setLong(3, 1 + random.nextInt(MOST));
                call.executeQuery().close();
                count++;
            }
        }
        return count;
    }

    /** Nothing is lost and all is written down. */
    private void prove() throws SQLException {
        try (Statement statement = connections.get(0).createStatement(); ResultSet row = statement.executeQuery(
            "SELECT (SELECT sum(balance) FROM usual.account), (SELECT count(*) FROM usual.transfer)")) {
            row.next();
            if (row.getLong(1) != ACCOUNTS * RICH || row.getLong(2) != made) {
                throw new IllegalStateException("the usual ledger holds " + row.getLong(1) + " in " + row.getLong(2));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
