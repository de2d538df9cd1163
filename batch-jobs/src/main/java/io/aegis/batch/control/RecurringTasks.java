package io.aegis.batch.control;

import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Tasks that recur, each on a thread of its own, so that one that waits for the database keeps no other from running. */
final class RecurringTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecurringTasks.class);

    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

    /** @param threads as many as tasks */
    RecurringTasks(int threads) {
        scheduler.setPoolSize(threads);
        scheduler.setThreadNamePrefix("background-");
        scheduler.setDaemon(true);
        scheduler.initialize();
    }

    /** Something to do, which the database may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws DatabaseUnavailableException;
    }

    /** Does something now, and again each time the pause since it was last done is over. */
    void every(Duration pause, String name, Task task) {
        var _ = scheduler.scheduleWithFixedDelay(() -> guarded(name, task), pause);
    }

    private static void guarded(String name, Task task) {
        try {
            task.run();
        } catch (DatabaseUnavailableException e) {
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
