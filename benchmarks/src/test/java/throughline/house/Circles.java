package throughline.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rule that no two packages know each other, neither directly nor by a detour. */
final class Circles {

    static final Rule CIRCLES = sources -> new Circles(sources).find();
    private static final Pattern REFERENCE = Pattern.compile("\\bthroughline\\.([a-z]\\w*)\\b");

    /** Package to the packages that it names, and the first place where it does. */
    private final Map<String, Map<String, Breach>> uses = new TreeMap<>();

    private Circles(List<Source> sources) {
        for (Source source : sources) {
            var matcher = REFERENCE.matcher(source.code());
            while (matcher.find()) {
                String from = source.packageName();
                String to = matcher.group(1);
                if (!from.equals(to)) {
                    uses.computeIfAbsent(from, name -> new TreeMap<>())
                        .putIfAbsent(to, source.breach(matcher.start(), from + " -> " + to, ""));
                }
            }
        }
    }

    private List<Breach> find() {
        List<Breach> found = new ArrayList<>();
        Set<Set<String>> told = new HashSet<>();
        for (String name : uses.keySet()) {
            List<String> circle = wayBack(name);
            if (!circle.isEmpty() && told.add(Set.copyOf(circle))) {
                found.add(breach(circle));
            }
        }
        return found;
    }

    private Breach breach(List<String> circle) {
        StringBuilder way = new StringBuilder("circle of packages:");
        for (int i = 0; i < circle.size(); i++) {
            Breach edge = uses.get(circle.get(i)).get(circle.get((i + 1) % circle.size()));
            way.append(' ').append(edge.what()).append(" (").append(edge.file()).append(':').append(edge.line())
                .append(')').append(i + 1 < circle.size() ? "," : "");
        }
        Breach first = uses.get(circle.get(0)).get(circle.get(1));
        return new Breach(first.file(), first.line(), way.toString(),
            "turn one arrow round with an interface in the package that is called, or move the type both need down");
    }

    /** The shortest way from a package over others to itself; empty if there is none. */
    private List<String> wayBack(String start) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String at = next.remove();
            for (String to : uses.getOrDefault(at, Map.of()).keySet()) {
                if (to.equals(start)) {
                    return way(start, at, cameFrom);
                }
                if (cameFrom.putIfAbsent(to, at) == null) {
                    next.add(to);
                }
            }
        }
        return List.of();
    }

    private static List<String> way(String start, String end, Map<String, String> cameFrom) {
        List<String> way = new ArrayList<>();
        for (String at = end; !at.equals(start); at = cameFrom.get(at)) {
            way.add(at);
        }
        way.add(start);
        Collections.reverse(way);
        return way;
    }
}
