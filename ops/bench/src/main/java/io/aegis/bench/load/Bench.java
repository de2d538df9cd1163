/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.http.RawResponse;
import io.aegis.bench.load.http.Target;
import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.openloop.Client;
import io.aegis.bench.load.openloop.OpenLoop;
import io.aegis.bench.load.openloop.PacingClock;
import io.aegis.bench.load.openloop.Result;
import io.aegis.bench.load.text.Complaints;
import io.aegis.bench.machine.Activity;
import io.aegis.bench.machine.ActivityLog;
import io.aegis.bench.product.ProductClient;
import io.aegis.bench.product.UploadedFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What every scenario needs to run.
 *
 * @param options the command line
 * @param time what is measured with
 * @param clock where a seed comes from when none is given
 * @param cpuNanos processor time that this process has taken
 * @param activity what the product's processes have done so far
 * @param progress told what is going on
 */
record Bench(
        Options options,
        PacingClock time,
        Clock clock,
        LongSupplier cpuNanos,
        Supplier<Activity> activity,
        PrintStream progress) {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int WARM_UP_RATE = 200;
    private static final int WARM_UP_CLIENTS = 32;
    /** Platform threads: a blocking read and a timed park each take one system call on them, more on virtual ones. */
    private static final ThreadFactory STEADY =
            Thread.ofPlatform().daemon().name("client-", 0).factory();
    /** Virtual threads: thousands that are only used once. */
    private static final ThreadFactory CROWD =
            Thread.ofVirtual().name("client-", 0).factory();

    private static final ThreadFactory ACTIVITY =
            Thread.ofPlatform().daemon().name("activity").factory();

    /** Listens to nothing. */
    static final Consumer<RawResponse> UNHEARD = _ -> {};

    /** Texts that no earlier run has posted, unless the seed is given. */
    Complaints complaints() {
        long seed = options.number(LoadOption.SEED, clock.millis(), 0, Long.MAX_VALUE / 32);
        return new Complaints(seed, options.number(LoadOption.URGENT_PERCENT, 5, 0, 100) / 100.0);
    }

    /** Uploads files to the first of the targets. */
    UploadedFile upload() {
        URI server = URI.create("http://" + options.targets().getFirst().authority());
        return new UploadedFile(new ProductClient(server, options.text(LoadOption.KEY)), time, progress);
    }

    /** Connects clients, to each of the targets in turn, that do not retry. */
    Population population(int size, LongFunction<String> texts) throws IOException {
        return population(size, texts, UNHEARD, 0);
    }

    /** Connects clients, to each of the targets in turn. */
    Population population(int size, LongFunction<String> texts, Consumer<RawResponse> listener, int retries)
            throws IOException {
        List<Target> targets = options.targets();
        return new Population(
                size,
                i -> new FeedbackClient(
                        targets.get(i % targets.size()), options.text(LoadOption.KEY), texts, listener, retries, time));
    }

    /** Connects clients that send requests of their own kind, to each of the targets in turn, and do not retry. */
    Population requests(int size, Function<Target, LongFunction<byte[]>> requests) throws IOException {
        List<Target> targets = options.targets();
        return new Population(size, i -> {
            Target target = targets.get(i % targets.size());
            return new FeedbackClient(target, requests.apply(target), UNHEARD, 0, time);
        });
    }

    /**
     * Posts texts, at a leisurely rate, that are not counted: both virtual machines compile meanwhile.
     *
     * @return the number of the first text that was not posted
     */
    long warmUp(LongFunction<String> texts) throws IOException, InterruptedException {
        ArrivalSchedule schedule =
                ArrivalSchedule.atRate(0, WARM_UP_RATE, options.number(LoadOption.WARMUP, 5, 1, 600));
        try (var population = population(WARM_UP_CLIENTS, texts)) {
            steady("warm-up", schedule, population.clients());
        }
        return schedule.end();
    }

    /** Requests at a steady rate. */
    Phase steady(String name, ArrivalSchedule schedule, List<? extends Client> clients) throws InterruptedException {
        return run(name, Pace.STEADY, schedule, clients, new OpenLoop(time, STEADY, GRACE));
    }

    /** Each client's one request, all in the same moment. */
    Phase crowd(String name, long first, List<? extends Client> clients) throws InterruptedException {
        ArrivalSchedule schedule = ArrivalSchedule.allAtOnce(first, clients.size());
        return run(name, Pace.AT_ONCE, schedule, clients, new OpenLoop(time, CROWD, GRACE));
    }

    /** Requests that are each sent when a client is free, until the limit; those left then stay unsent. */
    Phase closed(String name, ArrivalSchedule schedule, List<? extends Client> clients, Duration limit)
            throws InterruptedException {
        return run(name, Pace.WHEN_FREE, schedule, clients, new OpenLoop(time, CROWD, limit));
    }

    private Phase run(String name, Pace pace, ArrivalSchedule schedule, List<? extends Client> clients, OpenLoop loop)
            throws InterruptedException {
        progress.printf("%s: %d requests, %d clients%n", name, schedule.count(), clients.size());
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ACTIVITY);
                var log = new ActivityLog(time, activity, timer)) {
            long cpu = cpuNanos.getAsLong();
            long begun = time.nanos();
            Result result = result(loop, schedule, clients);
            double cpuSeconds = (cpuNanos.getAsLong() - cpu) / 1e9;
            log.look();
            List<Activity> meanwhile = result.bySecond().stream()
                    .map(second -> begun + Duration.ofSeconds(second.number()).toNanos())
                    .map(from -> log.between(from, from + Duration.ofSeconds(1).toNanos()))
                    .toList();
            return Phase.of(name, pace, schedule, cpuSeconds, result, meanwhile);
        }
    }

    private static Result result(OpenLoop loop, ArrivalSchedule schedule, List<? extends Client> clients)
            throws InterruptedException {
        try {
            return loop.run(schedule, new KeyRefusals().watching(clients));
        } catch (IllegalStateException e) {
            throw e.getCause() instanceof UsageException refused ? refused : e;
        }
    }
}
