package io.cartostream.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out of a failing history what it fails without: runs of steps, each half as long as those before. */
final class HistoryShrinker {
    private HistoryShrinker() {}

    /**
     * The shortest history found.
     *
     * @param fails whether a history still fails
     * @param attempts how many histories may be tried
     */
    static <T> List<T> shrink(List<T> steps, Predicate<List<T>> fails, int attempts) {
        List<T> shortest = List.copyOf(steps);
        int left = attempts;
        int run = Math.max(1, shortest.size() / 2);
        while (left > 0) {
            boolean shrunk = false;
            for (int from = 0; from < shortest.size() && left > 0; left--) {
                List<T> shorter = new ArrayList<>(shortest.subList(0, from));
                shorter.addAll(shortest.subList(Math.min(from + run, shortest.size()), shortest.size()));
                if (fails.test(shorter)) {
                    shortest = shorter;
                    shrunk = true;
                } else {
                    from += run;
                }
            }
            if (run == 1 && !shrunk) {
                break;
            }
            run = Math.max(1, run / 2);
        }
        return shortest;
    }
}
