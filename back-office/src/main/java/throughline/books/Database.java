package throughline.books;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Where the books' database is and how to sign in: as the owner, who lays and empties tables, or as the writer, who may
 * only insert what is booked. Opens connections, holds none. Immutable; its text shows no password.
 */
public final class Database {
    /** Role that lays the tables on a server the firm runs itself, and owns that server. */
    public static final String OWNER = "throughline_owner";
    /** Role that writes; it may never update or delete an entry or a posting. */
    static final String WRITER = "throughline_writer";

    private static final String NAME = "throughline";
    private static final String CONNECT_TIMEOUT_S = "5";
    private static final String SOCKET_TIMEOUT_S = "60";

    private final String url;
    private final String ownerName;
    private final String ownerPassword;
    private final String writerPassword;

    private Database(String url, String ownerName, String ownerPassword, String writerPassword) {
        this.url = url;
        this.ownerName = ownerName;
        this.ownerPassword = ownerPassword;
        this.writerPassword = writerPassword;
    }

    /**
     * A database of one's own, as {@code --database-url} names it.
     *
     * @param jdbcUrl with user and password in it; that user lays the tables, may make the role
     *     {@code throughline_writer} or is a member of it, and becomes it to write
     */
    public static Database ofUrl(String jdbcUrl) {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("a database URL begins with jdbc:postgresql:");
        }
        return new Database(jdbcUrl, null, null, null);
    }

    /**
     * The books' database on a server that the firm runs itself, whose owner and writer sign in with passwords of their
     * own.
     *
     * @param port on 127.0.0.1
     */
    public static Database ofOwnServer(int port, String ownerPassword, String writerPassword) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, OWNER, ownerPassword, writerPassword);
    }

    /**
     * On a server that the firm runs itself: holds its settings to be durable, and makes the database and the writer
     * unless they are there. The writer's password becomes this one's.
     *
     * @throws BooksAwayException when the server cannot be talked to
     * @throws BooksRefusedException when one of its settings would lose a commit
     */
    public void make() throws BooksAwayException {
        String server = url.substring(0, url.lastIndexOf('/') + 1) + "postgres";
        try (Connection connection = DriverManager.getConnection(server, signIn(ownerName, ownerPassword));
            Statement statement = connection.createStatement()) {
            assertDurable(connection);
            if (!isThere(statement, "pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME);
            }
            statement.execute((isThere(statement, "pg_roles WHERE rolname = '" + WRITER + "'") ? "ALTER" : "CREATE")
                + " ROLE " + WRITER + " LOGIN PASSWORD '" + writerPassword + "'");
        } catch (SQLException e) {
            throw new BooksAwayException("cannot make the database " + this + ": " + e.getMessage(), e);
        }
    }

    private static boolean isThere(Statement statement, String what) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + what)) {
            return row.next();
        }
    }

    String url() {
        return url;
    }

    String ownerName() {
        return ownerName;
    }

    String ownerPassword() {
        return ownerPassword;
    }

    /** Signs in as the owner, who may do anything; for tools. The caller closes it. */
    public Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url, signIn(ownerName, ownerPassword));
    }

    /** Signs in as the writer, and holds the settings without which a commit is not durable to be on. */
    Connection asWriter() throws SQLException {
        Connection connection;
        if (writerPassword != null) {
            connection = DriverManager.getConnection(url, signIn(WRITER, writerPassword));
        } else {
            connection = asOwner();
        }
        try (Statement statement = connection.createStatement()) {
            if (writerPassword == null) {
                statement.execute("SET ROLE " + WRITER);
            }
            statement.execute("SET synchronous_commit = on");
            assertDurable(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Gives a pool the writer's sign-in; the pool's connections are set to read only. */
    void signInAsReader(HikariConfig config) {
        config.setDataSourceProperties(writerPassword == null ? signIn(null, null) : signIn(WRITER, writerPassword));
        if (writerPassword == null) {
            config.setConnectionInitSql("SET ROLE " + WRITER);
        }
    }

    /**
     * Holds a server's settings to be such that a commit survives a crash.
     *
     * @throws BooksRefusedException naming the setting that is not
     */
    public static void assertDurable(Connection connection) throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            String value = show(connection, setting);
            if (!"on".equals(value)) {
                throw new BooksRefusedException(setting + " is " + value + ", a commit would not be durable");
            }
        }
    }

    /** A server setting's value as {@code SHOW} gives it. */
    static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Properties signIn(String name, String password) {
        Properties properties = new Properties();
        if (name != null) {
            properties.setProperty("user", name);
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "throughline");
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_S);
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_S);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** Host, port and name without the user's part. */
    @Override
    public String toString() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
