package throughline.firm;

import throughline.office.Outcome;
import throughline.office.Step;

/** Why what people propose cannot be done, as the outside reads it. */
public enum Refusal {
    /** It can be done. */
    NONE("", Outcome.RECORDED),
    /** An account, a party, an instrument, a currency, or what it relates to is not known. */
    UNKNOWN_REFERENCE("It names something that is not known.", Outcome.NOT_FOUND),
    /** The day it is for is closed. */
    DAY_CLOSED("The day it is for is closed.", Outcome.WRONG_STATE),
    /** The day it is for was not closed, or another one is reopened. */
    DAY_NOT_CLOSED("Only the last closed day can be reopened, one at a time.", Outcome.WRONG_STATE),
    /** The day before is reopened. */
    DAY_REOPENED("The day before it is reopened: close that one again first.", Outcome.WRONG_STATE),
    /** Its checklist forbids it. */
    NOT_IN_ORDER("Its checklist is not in order.", Outcome.WRONG_STATE),
    /** It posts to an account that follows from other records. */
    CONTROLLED_ACCOUNT("It posts to an account that follows from other records: use a movement, a correction or a"
        + " settlement.", Outcome.WRONG_STATE),
    /** An entry's postings do not sum to zero in each unit, or are fewer than two. */
    UNBALANCED("Its postings do not sum to zero in each unit.", Outcome.WRONG_STATE),
    /** A client's free credit does not cover it. */
    SHORT_OF_MONEY("The client's free credit does not cover it.", Outcome.WRONG_STATE),
    /** There are fewer securities than it moves. */
    SHORT_OF_SECURITIES("There are fewer securities than it moves.", Outcome.WRONG_STATE),
    /** The entry is a reversal, was reversed before, or has another way back. */
    NOT_REVERSIBLE("The entry cannot be reversed by hand: it is a reversal, was reversed before, or has another way"
        + " back.", Outcome.WRONG_STATE),
    /** What it settles or returns is done already. */
    ALREADY_DONE("It was done before.", Outcome.WRONG_STATE),
    /** It does not fit what it relates to. */
    CONTRADICTION("It does not fit what it relates to.", Outcome.WRONG_STATE),
    /** An amount or a balance would not fit. */
    OVERFLOW("An amount or a balance would not fit.", Outcome.WRONG_STATE),
    /** A span of days has one that is not closed. */
    SPAN_NOT_CLOSED("Not all of its days are closed.", Outcome.WRONG_STATE),
    /** A re-billing is not done yet. */
    REBILLING_RUNS("Another re-billing runs.", Outcome.WRONG_STATE),
    /** Whoever asks has too many proposals that nobody has decided on. */
    TOO_MANY_WAIT("Too many proposals of the same person wait for a second one.", Outcome.WRONG_STATE);

    private static final Refusal[] VALUES = values();

    private final String text;
    private final Outcome outcome;

    Refusal(String text, Outcome outcome) {
        this.text = text;
        this.outcome = outcome;
    }

    /** Why, in words. */
    public String text() {
        return text;
    }

    /** Answers a command with it; the reference of the answer says which it is. */
    public void answer(Step step) {
        step.answer(outcome, ordinal());
    }

    /** The one an answer's reference says. */
    public static Refusal of(long reference) {
        return VALUES[(int) reference];
    }
}
