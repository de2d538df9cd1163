package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
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
 * <p>Work runs on a virtual thread of its own, so that neither the pool nor the driver can keep a caller beyond its
 * deadline. Work whose caller has left ends by the network timeout, shortly afterwards, and keeps its permit until then, so
 * there is never more of it than there are connections.
 */
public final class Database implements ReadAccess {

    private final ConnectionPool reads;
    private final ConnectionPool transactions;
    private final Reachability reachability;
    private final TransactionBackoff backoff;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("database-", 0).factory());

    private Database(ConnectionPool reads, ConnectionPool transactions, Reachability reachability, TransactionBackoff backoff) {
        this.reads = reads;
        this.transactions = transactions;
        this.reachability = reachability;
        this.backoff = backoff;
    }

    /**
     * Opens the pools, without connecting yet.
     *
     * @param random for pauses between repetitions; used by several threads at once
     */
    public static Database open(DatabaseSettings settings, PoolSizes sizes, Ticker ticker, RandomGenerator random) {
        return new Database(
                ConnectionPool.forReads(settings, sizes.reads()),
                ConnectionPool.forTransactions(settings, sizes.transactions()),
                new Reachability(ticker),
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
        ConnectionPool pool = ConnectionPool.forReadsOnly(settings, size);
        return new Database(pool, pool, new Reachability(ticker), new TransactionBackoff(random));
    }

    @Override
    public <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        return run(reads, deadline, work);
    }

    /**
     * Runs statements as one transaction at READ COMMITTED, durable on return. After a deadlock, a lost connection or
     * another transient error the whole is run again until the deadline; so after a lost answer to a commit, work may
     * meet its own earlier effects.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time, or the database refused
     */
    public <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        return run(transactions, deadline, work);
    }

    /**
     * Asks the server for a sign of life.
     *
     * @return whether it answered in time
     */
    public boolean answers(Deadline deadline) {
        try {
            return read(deadline, session -> session.first("SELECT 1", Session.Binding.NONE, Row::number))
                    .isPresent();
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    @Override
    public PoolLoad reads() {
        return reads.load();
    }

    /** How busy the connections for transactions are. */
    public PoolLoad transactions() {
        return transactions.load();
    }

    /** Waits for the work under way, which its deadlines bound, and closes the connections. */
    @Override
    public void close() {
        workers.close();
        reads.close();
        transactions.close();
    }

    private <T> T run(ConnectionPool pool, Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
        if (!reachability.mayTry()) {
            throw new DatabaseUnavailableException("the database does not answer at present");
        }
        pool.reserve(deadline);
        return await(submit(pool, deadline, work), deadline);
    }

    private <T> Future<T> submit(ConnectionPool pool, Deadline deadline, Work<T> work)
            throws DatabaseUnavailableException {
        try {
            return workers.submit(() -> {
                try {
                    return repeated(pool, deadline, work);
                } finally {
                    pool.release();
                }
            });
        } catch (RejectedExecutionException e) {
            pool.release();
            throw new DatabaseUnavailableException("the database is closed", e);
        }
    }

    private <T> T repeated(ConnectionPool pool, Deadline deadline, Work<T> work)
            throws SQLException, InterruptedException {
        for (int repetition = 0; ; repetition++) {
            try {
                T result = pool.run(work, deadline);
                reachability.answered();
                return result;
            } catch (SQLException e) {
                Failure failure = Failure.of(e);
                if (failure.isAnswer()) {
                    reachability.answered();
                }
                if (!failure.worthRepeating() || !backoff.pause(repetition, deadline)) {
                    throw e;
                }
            }
        }
    }

    private <T> T await(Future<T> result, Deadline deadline) throws DatabaseUnavailableException {
        try {
            return result.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            reachability.failed();
            throw new DatabaseUnavailableException("the database did not answer before the deadline", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while waiting for the database", e);
        } catch (ExecutionException e) {
            throw translated(e);
        }
    }

    private DatabaseUnavailableException translated(ExecutionException failed) {
        return switch (failed.getCause()) {
            case SQLException e -> refused(e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new DatabaseUnavailableException("interrupted while using the database", failed);
        };
    }

    private DatabaseUnavailableException refused(SQLException e) {
        Failure failure = Failure.of(e);
        if (!failure.isAnswer()) {
            reachability.failed();
        }
        String message = failure == Failure.DEADLINE
                ? "the database did not answer before the deadline"
                : "the database failed with SQLSTATE %s, error %d".formatted(e.getSQLState(), e.getErrorCode());
        return new DatabaseUnavailableException(message, e);
    }
}
