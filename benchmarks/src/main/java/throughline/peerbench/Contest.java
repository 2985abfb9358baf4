package throughline.peerbench;

import java.io.IOException;
import java.util.List;
import throughline.bookbench.Figures;

/** Players of one flow, one after another, round by round, so that none has the machine's better hour. One thread. */
final class Contest {
    private final Flow flow;
    private final List<Player> players;
    private final int warmRounds;
    private final double[][] speeds;

    /**
     * A contest to come.
     *
     * @param warmRounds that do not count, before those that do: as many as the code of all needs to be compiled
     */
    Contest(Flow flow, List<Player> players, int warmRounds, int rounds) {
        this.flow = flow;
        this.players = players;
        this.warmRounds = warmRounds;
        speeds = new double[players.size()][rounds];
    }

    /** All rounds. */
    void play() throws IOException {
        for (int round = -warmRounds; round < speeds[0].length; round++) {
            for (int player = 0; player < speeds.length; player++) {
                double speed = players.get(player).play(flow);
                System.err.print(Figures.text("peers: %s, %s: %,.0f commands a second%n",
                    round < 0 ? "warming up" : "round " + (round + 1), players.get(player).name(), speed));
                if (round >= 0) {
                    speeds[player][round] = speed;
                }
            }
        }
    }

    /** Commands a second, the median of the rounds. */
    double speed(int player) {
        return Figures.median(speeds[player]);
    }

    /** One player's speed to another's, round by round. */
    double[] ratios(int player, int to) {
        double[] ratios = new double[speeds[player].length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = speeds[player][round] / speeds[to][round];
        }
        return ratios;
    }
}
