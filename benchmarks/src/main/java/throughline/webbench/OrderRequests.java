package throughline.webbench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import throughline.files.BadReferenceFilesException;
import throughline.files.ReferenceFiles;
import throughline.files.ReferenceRows;
import throughline.files.ReferenceRows.Account;
import throughline.files.ReferenceRows.Instrument;
import throughline.message.AccountKind;
import throughline.reference.Decimals;

/**
 * Requests for orders of the sample firm that rest: every account, every instrument, bids and offers 3 to 7 % from the
 * reference price, outside the street's quotes and inside the collar. Each request has a {@code clOrdId} of its own.
 * One thread.
 */
final class OrderRequests {
    private static final int KINDS = 4096;
    private static final int DIGITS = 10;
    private static final String BLANK = "w000000000000";
    private static final long CENT_E8 = 1_000_000;
    private static final int PERCENT = 100;
    private static final int NEAREST = 3;
    private static final int PRICES = 5;
    private static final int PRICE_DECIMALS = 8;

    private final List<byte[]> kinds = new ArrayList<>();
    private final int[] numberAt = new int[KINDS];
    private long number;

    /** Requests of whoever has that token. */
    OrderRequests(String token) throws IOException {
        ReferenceRows firm = sample();
        List<Account> accounts = firm.accounts().stream().filter(one -> one.kind() != AccountKind.OUTSIDE).toList();
        for (int kind = 0; kind < KINDS; kind++) {
            Account account = accounts.get(kind % accounts.size());
            String body = body(account, firm.instruments().get(kind % firm.instruments().size()), kind);
            String request = "POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            kinds.add(request.getBytes(US_ASCII));
            numberAt[kind] = request.indexOf(BLANK) + BLANK.length() - DIGITS;
        }
    }

    private static ReferenceRows sample() throws IOException {
        try {
            return ReferenceFiles.shipped().read();
        } catch (BadReferenceFilesException e) {
            throw new IllegalStateException("the sample firm's files are bad", e);
        }
    }

    private static String body(Account account, Instrument instrument, int kind) {
        boolean sells = account.shortSale() && kind / PRICES % 2 == 0;
        long away = instrument.priceE8() / PERCENT * (NEAREST + kind % PRICES);
        long price = (sells ? instrument.priceE8() + away : instrument.priceE8() - away) / CENT_E8 * CENT_E8;
        StringBuilder text = new StringBuilder("{\"clOrdId\":\"" + BLANK + "\",\"account\":\"" + account.account()
            + "\",\"symbol\":\"" + instrument.symbol() + "\",\"side\":\"" + (sells ? "sell_short" : "buy")
            + "\",\"type\":\"limit\",\"timeInForce\":\"day\",\"quantity\":\"1\",\"price\":\"");
        Decimals.append(text, price, PRICE_DECIMALS);
        return text.append("\"}").toString();
    }

    /** Puts the next request into an empty buffer. */
    void next(ByteBuffer into) {
        int kind = (int) (number % KINDS);
        byte[] request = kinds.get(kind);
        long rest = ++number;
        for (int i = numberAt[kind] + DIGITS - 1; i >= numberAt[kind]; i--) {
            request[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        into.put(request);
    }
}
