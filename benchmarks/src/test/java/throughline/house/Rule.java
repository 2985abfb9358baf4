package throughline.house;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A rule of the house: reads sources, names breaches; an empty list means that it is kept. */
@FunctionalInterface
interface Rule {

    List<Breach> breaches(List<Source> sources);

    /** The same rule, asked of some of the sources only. */
    default Rule in(Predicate<Source> some) {
        return sources -> breaches(sources.stream().filter(some).toList());
    }

    /** A rule broken wherever the pattern is found in code, that is outside comments and literals. */
    static Rule absent(Pattern pattern, String what, String instead) {
        return sources -> {
            List<Breach> found = new ArrayList<>();
            for (Source source : sources) {
                var matcher = pattern.matcher(source.code());
                while (matcher.find()) {
                    found.add(source.breach(matcher.start(), what + ": `" + matcher.group().strip() + "`", instead));
                }
            }
            return found;
        };
    }
}
