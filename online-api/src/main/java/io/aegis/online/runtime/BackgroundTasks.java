package io.aegis.online.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small tasks that recur every few seconds, each on a thread of its own, so that one that waits for the database keeps no
 * other from running.
 */
final class BackgroundTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();

    /** Does something now, and again each time the pause since it was last done is over. */
    void every(Duration pause, String name, Runnable task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        threads.add(thread);
        var _ = thread.scheduleWithFixedDelay(() -> guarded(name, task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A task that throws would never run again, and nobody would know. */
    private static void guarded(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).addKeyValue("task", name).log("a recurring task failed");
        }
    }

    /** Lets every task that runs come to its end, all of them within one and the same time. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        long end = System.nanoTime() + TIMEOUT.toNanos();
        for (ScheduledExecutorService thread : threads) {
            try {
                if (!thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                thread.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
