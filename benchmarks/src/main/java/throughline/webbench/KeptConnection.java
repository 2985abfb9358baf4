package throughline.webbench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection that is kept alive, with at most one request under way. One thread. */
final class KeptConnection implements AutoCloseable {
    private static final int ROOM = 1 << 13;
    private static final byte[] GOOD = "HTTP/1.1 201 ".getBytes(US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(US_ASCII);
    private static final byte[] RESTS = "\"status\":\"new\"".getBytes(US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(ROOM);
    private final ByteBuffer in = ByteBuffer.allocateDirect(ROOM);
    private final byte[] answer = new byte[ROOM];
    private int bodyAt;
    private int end;
    private long sentNs;

    KeptConnection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request; the one before has been answered. */
    void send(OrderRequests requests) throws IOException {
        out.clear();
        requests.next(out);
        out.flip();
        in.clear();
        bodyAt = 0;
        end = 0;
        sentNs = System.nanoTime();
        while (out.hasRemaining()) {
            channel.write(out); // a request is far below what a socket takes at once
        }
    }

    /** When the last request was sent. */
    long sentNs() {
        return sentNs;
    }

    /**
     * Takes what has come.
     *
     * @return whether the answer is whole
     * @throws IOException when the connection was closed
     */
    boolean isAnswered() throws IOException {
        int from = in.position();
        if (channel.read(in) < 0) {
            throw new IOException("the server closed a connection");
        }
        in.get(from, answer, from, in.position() - from);
        if (bodyAt == 0) {
            readHead(in.position());
        }
        return bodyAt != 0 && in.position() >= end;
    }

    private void readHead(int read) {
        for (int at = 3; at < read; at++) {
            if (answer[at] == '\n' && answer[at - 2] == '\n') {
                bodyAt = at + 1;
                end = bodyAt + length(at);
                return;
            }
        }
    }

    private int length(int headEnd) {
        int at = indexOf(LENGTH, 0, headEnd);
        int length = 0;
        for (int i = at + LENGTH.length; at >= 0 && answer[i] >= '0' && answer[i] <= '9'; i++) {
            length = 10 * length + answer[i] - '0';
        }
        return length;
    }

    /** Whether the answer says that the order rests. */
    boolean rests() {
        return matches(GOOD, 0) && indexOf(RESTS, bodyAt, end) >= 0;
    }

    /** The answer as text, head and all. */
    String text() {
        return new String(answer, 0, in.position(), US_ASCII);
    }

    private int indexOf(byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (matches(wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            int c = answer[at + i];
            if (c != wanted[i] && !(c >= 'A' && c <= 'Z' && c + 32 == wanted[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
