package io.aegis.db;

import io.aegis.deadline.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One connection for the length of one {@link Work}: prepared statements, each of which gives up when the deadline of the
 * whole passes. Not thread-safe.
 */
public final class Session {

    /** Puts values to a statement's question marks, in their order. */
    @FunctionalInterface
    public interface Binding {
        /** For a statement without question marks. */
        Binding NONE = _ -> {};

        /** Adds the values. */
        void to(Parameters parameters) throws SQLException;
    }

    /**
     * Puts one item's values to a statement's question marks.
     *
     * @param <I> the item
     */
    @FunctionalInterface
    public interface ItemBinding<I> {
        /** Adds the values. */
        void to(Parameters parameters, I item) throws SQLException;
    }

    /**
     * Makes something of a row, taking its columns in their order.
     *
     * @param <T> what is made
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads the row. */
        T of(Row row) throws SQLException;
    }

    private static final int ROWS = 64;

    /** The driver prepares a longer statement anew each time, which costs the server more than many rows save it. */
    private static final int CACHED = 8000;

    private static final String VALUES = "VALUES ";
    private static final long GRACE_MILLIS = 250;

    private final Connection connection;
    private final Deadline deadline;

    Session(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /** All rows of a query. */
    public <T> List<T> all(String sql, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            binding.to(new Parameters(statement));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reading.of(new Row(rows)));
                }
                return result;
            }
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Binding binding, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            binding.to(new Parameters(statement));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reading.of(new Row(rows))) : Optional.empty();
            }
        }
    }

    /**
     * Changes rows.
     *
     * @return how many rows matched, whether or not they differ afterwards; an upsert counts by MariaDB's own rule
     */
    public int update(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            binding.to(new Parameters(statement));
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts a row.
     *
     * @return false when a unique key holds such a row already; the rest of the transaction stands
     */
    public boolean insert(String sql, Binding binding) throws SQLException {
        try {
            update(sql, binding);
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Inserts a row for each item, without waiting between them.
     *
     * @return false when a unique key holds such a row already; what was inserted by then is undefined, so roll back
     */
    public <I> boolean insertAll(String sql, Collection<I> items, ItemBinding<I> binding) throws SQLException {
        try {
            updateEach(sql, items, binding);
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Runs a statement once for each item, without waiting between them.
     *
     * @return the sum of what {@link #update} would have returned
     */
    public <I> long updateEach(String sql, Collection<I> items, ItemBinding<I> binding) throws SQLException {
        if (items.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = prepare(sql)) {
            for (I item : items) {
                binding.to(new Parameters(statement), item);
                statement.addBatch();
            }
            return Arrays.stream(statement.executeBatch()).asLongStream().sum();
        }
    }

    /**
     * Inserts a row for each item, up to {@value #ROWS} of them by one statement, which costs the server far less than one
     * statement for each.
     *
     * @param insert such as {@code INSERT INTO t (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE b = b + 1}, where {@link
     *     #VALUES} and the values of one row are written as here
     * @return whether all items became new rows; right only if the update changes whatever it meets
     */
    public <I> boolean insertEach(String insert, List<I> items, ItemBinding<I> binding) throws SQLException {
        int rows = ROWS;
        while (manyRows(insert, rows).length() > CACHED) {
            rows /= 2;
        }
        String many = manyRows(insert, rows);
        long changed = 0;
        int from = 0;
        for (; items.size() - from >= rows; from += rows) {
            List<I> block = items.subList(from, from + rows);
            changed += update(many, parameters -> {
                for (I item : block) {
                    binding.to(parameters, item);
                }
            });
        }
        changed += updateEach(insert, items.subList(from, items.size()), binding);
        // A new row counts 1, a changed one 2.
        return changed == items.size();
    }

    private static String manyRows(String insert, int rows) {
        int start = insert.indexOf(VALUES) + VALUES.length();
        int end = closing(insert, start) + 1;
        String row = insert.substring(start, end);
        return insert.substring(0, start) + String.join(", ", Collections.nCopies(rows, row)) + insert.substring(end);
    }

    private static int closing(String sql, int opening) {
        int open = 0;
        int at = opening;
        do {
            open += switch (sql.charAt(at++)) {
                case '(' -> 1;
                case ')' -> -1;
                default -> 0;
            };
        } while (open > 0);
        return at - 1;
    }

    /** Forgets what this transaction has done; what follows is a new one. */
    public void rollback() throws SQLException {
        limitToDeadline();
        connection.rollback();
    }

    void commit() throws SQLException {
        limitToDeadline();
        connection.commit();
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        limitToDeadline();
        return connection.prepareStatement(sql);
    }

    /**
     * Begins nothing after the deadline, and ends what then goes on a little later: an answer that is nearly there does
     * not cost the connection, though its caller has left. The driver only notes the number, without a round trip; the
     * pool puts its own back afterwards.
     */
    private void limitToDeadline() throws SQLException {
        long remaining = deadline.remainingNanos();
        if (remaining <= 0) {
            throw new SQLTimeoutException("the deadline has passed");
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(remaining) + GRACE_MILLIS;
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(millis, Integer.MAX_VALUE));
    }
}
