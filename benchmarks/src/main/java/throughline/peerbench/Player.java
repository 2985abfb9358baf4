package throughline.peerbench;

import java.io.IOException;

/** Who plays a flow: anew each time, from empty books. */
interface Player {
    /** What it is, in words. */
    String name();

    /** Fills its books, which does not count, and plays what follows; gives commands a second. */
    double play(Flow flow) throws IOException;
}
