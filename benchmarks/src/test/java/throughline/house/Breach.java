package throughline.house;

/**
 * One place that breaks a rule of the house.
 *
 * @param file    path below the root of the project
 * @param line    line in it, counted from 1
 * @param what    the rule that is broken, and by what
 * @param instead what to do about it
 */
record Breach(String file, int line, String what, String instead) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + what + ". Instead: " + instead;
    }
}
