/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.circuit.Circuit;
import io.aegis.circuit.CircuitPolicy;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbClientException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Runs work on MariaDB, each piece by its deadline, whether the server is quick, hanging or gone. It can be opened while
 * the server is down, and finds it again by itself. Thread-safe.
 *
 * <p>Work of a virtual thread runs on that thread, which is interrupted at its deadline. A platform thread cannot be interrupted
 * while it reads: such callers wait for a virtual thread of ours instead, and leave at their deadline. What they leave ends
 * shortly afterwards and keeps its permit until then, so there is never more work than there are connections.
 */
public final class Database implements ReadAccess, Transactions {

    /** What work may take after its caller has left. */
    private static final long GRACE_NANOS = Duration.ofMillis(250).toNanos();

    /** Five failures in a row that reach over a quarter of a second; then one attempt per quarter until one is answered. */
    private static final CircuitPolicy UNREACHABLE = CircuitPolicy.steady(5, Duration.ofMillis(250));

    /** What such an attempt may take, whoever makes it: he is not to wait for all of his time in vain. */
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private static final String TIMEOUTS = "database-timeouts";

    private final ConnectionPool reads;
    private final ConnectionPool transactions;
    /** Nobody waits in vain for a database that does not answer. */
    private final Circuit<Failure> circuit;

    private final Watchdog watchdog;
    private final TransactionBackoff backoff;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    private volatile boolean closed;

    private Database(
            ConnectionPool reads,
            ConnectionPool transactions,
            Watchdog watchdog,
            Ticker ticker,
            RandomGenerator random,
            TransactionBackoff backoff) {
        this.watchdog = watchdog;
        this.reads = reads;
        this.transactions = transactions;
        this.circuit = new Circuit<>(UNREACHABLE, ticker, random);
        this.backoff = backoff;
    }

    /**
     * Opens the pools, without connecting yet.
     *
     * @param random for pauses between repetitions; used by several threads at once
     */
    public static Database open(DatabaseSettings settings, PoolSizes sizes, Ticker ticker, RandomGenerator random) {
        Watchdog watchdog = Watchdog.start(TIMEOUTS, ticker);
        return new Database(
                ConnectionPool.forReads(settings, sizes.reads(), watchdog),
                ConnectionPool.forTransactions(settings, sizes.transactions(), watchdog),
                watchdog,
                ticker,
                random,
                new TransactionBackoff(random));
    }

    /**
     * Opens a pool of connections that only read, whatever their account may do: the server refuses every change. It does
     * not connect yet.
     *
     * @param size most connections
     * @param random for pauses between repetitions; used by several threads at once
     */
    public static ReadAccess openReadOnly(DatabaseSettings settings, int size, Ticker ticker, RandomGenerator random) {
        return readOnly(settings, size, ticker, random, new TransactionBackoff(random));
    }

    /**
     * Opens a pool of connections that only read, to a replica: what fails there is not tried again, as the primary can be
     * asked at once. It does not connect yet.
     *
     * @param size most connections
     * @param random for the moments at which a replica that was away is tried; used by several threads at once
     */
    public static ReadAccess openReplica(DatabaseSettings settings, int size, Ticker ticker, RandomGenerator random) {
        return readOnly(settings, size, ticker, random, TransactionBackoff.never());
    }

    private static ReadAccess readOnly(
            DatabaseSettings settings, int size, Ticker ticker, RandomGenerator random, TransactionBackoff backoff) {
        Watchdog watchdog = Watchdog.start(TIMEOUTS, ticker);
        ConnectionPool pool = ConnectionPool.forReadsOnly(settings, size, watchdog);
        return new Database(pool, pool, watchdog, ticker, random, backoff);
    }

    @Override
    public <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        return run(reads, deadline, work);
    }

    @Override
    public PoolLoad reads() {
        return reads.load();
    }

    /**
     * Runs statements as one transaction at READ COMMITTED, durable on return. After a deadlock, a lost connection or
     * another transient error the whole is run again until the deadline; so after a lost answer to a commit, work may
     * meet its own earlier effects.
     *
     * @throws StatementRefusedException when the database refused for a reason that stays
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    @Override
    public <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        return run(transactions, deadline, work);
    }

    /**
     * Asks the server for a sign of life. Where it gives none in time nobody else waits for one: what is asked is nothing that a busy
     * server would take long for. What it has answered to others in that time is such a sign as well: then this process was slow.
     *
     * @return whether it answered in time
     */
    public boolean answers(Deadline deadline) {
        return answers(deadline, execute -> execute.get("SELECT 1").isPresent());
    }

    boolean answers(Deadline deadline, Work<Boolean> question) {
        long answeredBefore = circuit.successes();
        try {
            return read(deadline, question);
        } catch (DatabaseUnavailableException e) {
            boolean silent = circuit.successes() == answeredBefore;
            if (silent && e.getCause() != null && !Thread.currentThread().isInterrupted()) {
                circuit.leaveAlone(Failure.DEADLINE, UNREACHABLE.firstPause());
            }
            return false;
        }
    }

    /** How busy the connections for transactions are. */
    public PoolLoad transactions() {
        return transactions.load();
    }

    /** Waits for the work under way, which its deadlines bound, and closes the connections. */
    @Override
    public void close() {
        closed = true;
        workers.close();
        reads.close();
        if (transactions != reads) {
            transactions.close();
        }
        watchdog.close();
    }

    private <T> T run(ConnectionPool pool, Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        if (closed) {
            throw new DatabaseUnavailableException("the database is closed");
        }
        Circuit<Failure>.Admission admission = circuit.admit()
                .orElseThrow(() -> new DatabaseUnavailableException("the database does not answer at present"));
        Deadline bounded = admission.isProbe() ? deadline.within(ATTEMPT) : deadline;
        try {
            pool.reserve(bounded);
            return Thread.currentThread().isVirtual()
                    ? here(pool, bounded, admission, work)
                    : await(submit(pool, bounded, admission, work), bounded, admission);
        } finally {
            // Without effect once it was answered, or not.
            admission.abandoned();
        }
    }

    private <T> T here(ConnectionPool pool, Deadline deadline, Circuit<Failure>.Admission admission, Work<T> work)
            throws DatabaseUnavailableException {
        try {
            return repeated(pool, deadline, 0, admission, work);
        } catch (DbClientException e) {
            // The pool says so with an error like any other's.
            throw Thread.currentThread().isInterrupted() ? interrupted(e) : refused(e, admission);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            pool.release();
        }
    }

    private <T> Future<T> submit(
            ConnectionPool pool, Deadline deadline, Circuit<Failure>.Admission admission, Work<T> work)
            throws DatabaseUnavailableException {
        try {
            return workers.submit(() -> {
                try {
                    return repeated(pool, deadline, GRACE_NANOS, admission, work);
                } finally {
                    pool.release();
                }
            });
        } catch (RejectedExecutionException e) {
            pool.release();
            throw new DatabaseUnavailableException("the database is closed", e);
        }
    }

    private <T> T repeated(
            ConnectionPool pool, Deadline deadline, long graceNanos, Circuit<Failure>.Admission admission, Work<T> work)
            throws InterruptedException {
        for (int repetition = 0; ; repetition++) {
            try {
                return pool.run(work, deadline, graceNanos, admission::succeeded);
            } catch (DbClientException e) {
                Failure failure = Failure.of(e);
                if (Failure.isAnswer(e)) {
                    admission.succeeded();
                }
                if (!failure.worthRepeating() || !backoff.pause(repetition, deadline)) {
                    throw e;
                }
            }
        }
    }

    private <T> T await(Future<T> result, Deadline deadline, Circuit<Failure>.Admission admission)
            throws DatabaseUnavailableException {
        try {
            return result.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            admission.failed(Failure.DEADLINE);
            throw new DatabaseUnavailableException("the database did not answer before the deadline", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw translated(e, admission);
        }
    }

    private static DatabaseUnavailableException interrupted(Exception e) {
        Thread.currentThread().interrupt();
        return new DatabaseUnavailableException("interrupted while waiting for the database", e);
    }

    private static DatabaseUnavailableException translated(
            ExecutionException failed, Circuit<Failure>.Admission admission) {
        return switch (failed.getCause()) {
            case DbClientException e -> refused(e, admission);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new DatabaseUnavailableException("interrupted while using the database", failed);
        };
    }

    private static DatabaseUnavailableException refused(
            DbClientException thrown, Circuit<Failure>.Admission admission) {
        SQLException e = Failure.cause(thrown).orElseThrow(() -> thrown);
        Failure failure = Failure.of(e);
        if (!failure.isAnswer()) {
            admission.failed(failure);
        }
        if (failure == Failure.DEADLINE) {
            return new DatabaseUnavailableException("the database did not answer before the deadline", thrown);
        }
        String message = "the database failed with SQLSTATE %s, error %d".formatted(e.getSQLState(), e.getErrorCode());
        return switch (failure) {
            case DUPLICATE -> new StatementRefusedException(message, thrown, true);
            case PERMANENT -> new StatementRefusedException(message, thrown, false);
            default -> new DatabaseUnavailableException(message, thrown);
        };
    }
}
