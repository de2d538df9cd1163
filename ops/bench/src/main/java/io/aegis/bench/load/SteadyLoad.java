/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import java.util.List;

/**
 * A warm-up and a measured phase at the same steady rate.
 *
 * @param rate requests a second
 * @param warmup seconds that are not counted: both virtual machines compile meanwhile
 * @param seconds that are counted
 * @param clients how many requests may be under way at once
 */
record SteadyLoad(long rate, long warmup, long seconds, int clients) {

    static final long MAX_RATE = 50_000;
    private static final int MAX_CLIENTS = 5_000;
    private static final long MAX_SECONDS = 3_600;

    /** Refuses more requests than a schedule has, before anything is sent. */
    SteadyLoad {
        ArrivalSchedule.atRate(0, rate, Math.max(warmup, seconds));
    }

    /** Reads the options, with the scenario's own defaults. */
    static SteadyLoad of(Options options, long rate, long seconds, int clients) {
        return new SteadyLoad(
                options.number(LoadOption.RATE, rate, 1, MAX_RATE),
                options.number(LoadOption.WARMUP, 10, 1, MAX_SECONDS),
                options.number(LoadOption.SECONDS, seconds, 1, MAX_SECONDS),
                (int) options.number(LoadOption.CLIENTS, clients, 1, MAX_CLIENTS));
    }

    /** Runs both phases and gives the second one's figures. */
    Phase run(Bench bench, String name, Population population) throws InterruptedException {
        ArrivalSchedule uncounted = ArrivalSchedule.atRate(0, rate, warmup);
        bench.steady("warm-up", uncounted, population.clients());
        return bench.steady(name, ArrivalSchedule.atRate(uncounted.end(), rate, seconds), population.clients());
    }

    /** What any steady load must do: answer everything as it should, and not fall behind. */
    List<Goal> goals(Phase phase, String expected) {
        return List.of(
                Goal.exactly(
                        "requests not answered with " + expected,
                        0,
                        phase.result().others(expected)),
                Goal.atLeast("answers/s", rate * 0.97, phase.answeredPerSecond()));
    }
}
