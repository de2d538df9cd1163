package io.aegis.batch.upkeep;

import io.aegis.ledger.LedgerUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Tasks that recur, each on a thread of its own, so that one that waits for the database keeps no other from running. */
final class Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    /** @param threads as many as tasks */
    Recurring(int threads) {
        scheduler.setPoolSize(threads);
        scheduler.setThreadNamePrefix("upkeep-");
        scheduler.setDaemon(true);
        scheduler.initialize();
    }

    /** Something to do, which the database may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws LedgerUnavailableException;
    }

    /** Does something now, and again each time the pause since it was last done is over. */
    void every(Duration pause, String name, Task task) {
        var _ = scheduler.scheduleWithFixedDelay(() -> guarded(name, task), pause);
    }

    private static void guarded(String name, Task task) {
        try {
            task.run();
        } catch (LedgerUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue("task", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("the database did not answer");
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).addKeyValue("task", name).log("a recurring task failed");
        }
    }

    /** Ends what recurs. */
    @Override
    public void close() {
        scheduler.shutdown();
    }
}
