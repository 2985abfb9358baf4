package throughline.close;

/** How far a business day is. */
public enum DayStatus {
    /** It trades. */
    OPEN,
    /** Its close was asked for. */
    CLOSING,
    /** Sealed. */
    CLOSED,
    /** Sealed, and open again to manual entries. */
    REOPENED,
    /** Sealed, and operations staff answer for it. */
    SIGNED_OFF
}
