package throughline.linebench;

/** One of two that are measured at a fixed rate: the line, or bare queues. Two threads have methods of their own. */
interface Side {
    /** From now on threads of their own make room for its queues, as in the offices' processes. */
    void makeRoomAhead();

    /** Begins a run of so many; before its two threads are at it. */
    void begin(Pace pace);

    /** The sender's: sends the next, or gives false when there is no room for it now. */
    boolean send();

    /** The sender's: sees what has come of it, and tells the pace. */
    void see();

    /** The sender's: whether all that was sent has been seen. */
    boolean isSeen();

    /** The other thread's: a turn of what stands between sending and seeing. */
    void work();
}
