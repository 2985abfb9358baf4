package throughline.ledgerdesk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import throughline.back.BackMachine;
import throughline.desk.Body;
import throughline.desk.Decimal;
import throughline.desk.Problem;
import throughline.desk.Request;
import throughline.message.Capacity;

/** What bodies give by name, as the numbers that records keep. Names that nobody knows are bad input. */
public final class Given {
    private static final int DATE_LENGTH = 10;
    private static final int CODE_LENGTH = 3;

    private Given() {
    }

    /** Epoch days; required. */
    static int date(Body body, String name) {
        return date(name, body, body.ascii(name, DATE_LENGTH), 0);
    }

    /** Epoch days; another when it is not given. */
    public static int date(Body body, String name, int otherwise) {
        return date(name, body, body.asciiOrNull(name, DATE_LENGTH), otherwise);
    }

    private static int date(String name, Body body, String text, int otherwise) {
        try {
            return text == null ? otherwise : Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            body.fault(name, "must be a date, as 2026-06-01");
            return otherwise;
        }
    }

    /** ISO 4217 number; 0: not given. */
    static int currency(Body body, String name, boolean needed) {
        String code = needed ? body.ascii(name, CODE_LENGTH) : body.asciiOrNull(name, CODE_LENGTH);
        try {
            Currency currency = code == null ? null : Currency.getInstance(code);
            if (currency != null && currency.getDefaultFractionDigits() < 0) {
                body.fault(name, "has no minor unit");
                return 0;
            }
            return currency == null ? 0 : currency.getNumericCode();
        } catch (IllegalArgumentException e) {
            body.fault(name, "must be an ISO 4217 code");
            return 0;
        }
    }

    /** A name, if it is given. */
    static String name(Body body, String field) {
        return body.asciiOrNull(field, Request.MAX_NAME);
    }

    /** Id of an account's name; 0: none is given. */
    static int account(BackMachine state, String pointer, String name) {
        return known(pointer, name, name == null ? 0 : state.accounts().find(name));
    }

    /** Id of a party's name; 0: none is given. */
    static int party(BackMachine state, String pointer, String name) {
        return known(pointer, name, name == null ? 0 : state.parties().find(name));
    }

    /** Id of a symbol; 0: none is given. */
    static int symbol(BackMachine state, String pointer, String name) {
        return known(pointer, name, name == null ? 0 : state.instruments().find(name));
    }

    private static int known(String pointer, String name, int id) {
        if (name != null && id == 0) {
            throw Problem.badInput(pointer, "there is no '" + name + "'");
        }
        return id;
    }

    /**
     * A decimal in the smallest parts of its unit; 0: not given.
     *
     * @throws Problem 400 when it has more decimals, or does not fit
     */
    public static long scaled(String pointer, Decimal decimal, int scale) {
        if (decimal == null) {
            return 0;
        }
        if (!decimal.fits(scale)) {
            throw Problem.badInput(pointer, "has more than " + scale + " decimals, or is too large");
        }
        return decimal.scaled(scale).longValueExact();
    }

    /** For whom; the firm when it is not given. */
    static Capacity capacity(Body body) {
        Capacity given = body.choiceOr("capacity", Capacity.class, java.util.Set.of(Capacity.OWN, Capacity.CLIENT),
            Capacity.OWN);
        return given == null ? Capacity.OWN : given;
    }
}
