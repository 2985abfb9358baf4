package throughline.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/**
 * A connection to an office that stands before it is needed: a request on it is one write by the caller's own thread,
 * so that what is measured from there on is the office's. One thread's.
 */
final class OpenLine implements AutoCloseable {
    private static final int SILENCE_MS = 5_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final String head;

    /** Connects as whoever has that token. */
    OpenLine(URI office, String token) throws IOException {
        socket = new Socket(office.getHost(), office.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MS);
        in = new BufferedInputStream(socket.getInputStream());
        head = " HTTP/1.1\r\nHost: " + office.getAuthority() + "\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer " + token + "\r\nContent-Length: ";
    }

    /** Asks and waits; gives the answer's status. */
    int ask(String method, String path, String body) throws IOException {
        socket.getOutputStream().write((method + " " + path + head + body.length() + "\r\n\r\n" + body)
            .getBytes(US_ASCII));
        String[] status = line().split(" ");
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (in.readNBytes(length).length < length || status.length < 2) {
            throw new IOException("the answer was cut");
        }
        return Integer.parseInt(status[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = in.read();
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
