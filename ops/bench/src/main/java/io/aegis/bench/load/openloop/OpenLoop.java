/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests at their scheduled times and counts each one's time from then, not from when it could be sent. A server
 * that stalls therefore pays for every request that fell due meanwhile: no coordinated omission.
 *
 * <p>Each client is a thread that takes the next number, parks until that request is due, and makes it. There is no queue, no
 * dispatcher and no spinning, which is why it costs so little beside the server that it measures. While a client is free
 * no request is late; when all are busy the next one waits, and the wait counts.
 */
public final class OpenLoop {

    private static final long LEAD_NANOS = 50_000_000;

    private final PacingClock time;
    private final ThreadFactory threads;
    private final long graceNanos;

    /**
     * A loop on a clock.
     *
     * @param threads makes one thread for each client
     * @param grace how long after the schedule's end requests are still sent; what is left then counts as unsent
     */
    public OpenLoop(PacingClock time, ThreadFactory threads, Duration grace) {
        this.time = time;
        this.threads = threads;
        this.graceNanos = grace.toNanos();
    }

    /**
     * Makes all requests of a schedule and returns when the last has ended.
     *
     * @throws InterruptedException when the caller was interrupted; requests under way are then interrupted too
     */
    public Result run(ArrivalSchedule schedule, List<? extends Client> clients) throws InterruptedException {
        // Threads need a moment to start; none may make the first requests late.
        long start = time.nanos() + LEAD_NANOS;
        var run = new Run(schedule, start, start + schedule.length().toNanos() + graceNanos);
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            List<Future<?>> loops = new ArrayList<>(clients.size());
            for (Client client : clients) {
                loops.add(executor.submit(() -> run.loop(client)));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
            // A loop that has ended already is got without a look at the interrupt.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("A client broke", bug.getCause());
        }
        return run.recorder.result();
    }

    private final class Run {

        private final ArrivalSchedule schedule;
        private final long start;
        private final long hardEnd;
        private final AtomicLong next;
        private final LoadRecorder recorder;

        Run(ArrivalSchedule schedule, long start, long hardEnd) {
            this.schedule = schedule;
            this.start = start;
            this.hardEnd = hardEnd;
            next = new AtomicLong(schedule.first());
            recorder = new LoadRecorder(schedule, start);
        }

        void loop(Client client) {
            for (long number = next.getAndIncrement(); number < schedule.end(); number = next.getAndIncrement()) {
                long due = start + schedule.offsetNanos(number);
                time.awaitUntil(due);
                long sent = time.nanos();
                if (sent - hardEnd > 0 || Thread.currentThread().isInterrupted()) {
                    recorder.unsent(number, sent);
                } else {
                    call(client, number, sent);
                }
            }
        }

        private void call(Client client, long number, long sent) {
            try {
                Outcome outcome = client.call(number);
                recorder.answered(outcome, number, sent, time.nanos());
            } catch (IOException e) {
                recorder.failed(e, number, sent, time.nanos());
            }
        }
    }
}
