/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** What an error of the database means for whoever met it. */
enum Failure {
    /** No connection, or a broken one; whether a commit happened is unknown. */
    CONNECTION(true, false),
    /** The server rolled the transaction back, or waits for its cluster; the same again may succeed. */
    TRANSIENT(true, true),
    /** The deadline passed before the next statement. */
    DEADLINE(false, false),
    /** A unique key holds such a row already. */
    DUPLICATE(false, true),
    /** Anything else: the same again would fail the same. */
    PERMANENT(false, true);

    private static final int DUPLICATE_KEY = 1062;
    /** Connection killed: the server says so in the class of "query interrupted". */
    static final int KILLED = 1927;
    /** Lock wait timeout, deadlock, node of a cluster not ready, rejected at commit. */
    private static final Set<Integer> TRANSIENT_ERRORS = Set.of(1205, 1213, 1047, 1180);
    /** Invalid transaction state; serialisation failure. */
    private static final Set<String> TRANSIENT_STATES = Set.of("25S03", "40001");

    private final boolean worthRepeating;
    private final boolean answer;

    Failure(boolean worthRepeating, boolean answer) {
        this.worthRepeating = worthRepeating;
        this.answer = answer;
    }

    /** Whether it is the server that said so, which shows that it is there. */
    boolean isAnswer() {
        return answer;
    }

    /** The same of what was thrown: the driver and the pool have errors of their own, which have no number, and tell nothing. */
    static boolean isAnswer(Throwable thrown) {
        return cause(thrown)
                .filter(e -> e.getErrorCode() > 0 && of(e).isAnswer())
                .isPresent();
    }

    /** Whether the whole transaction should be run again. */
    boolean worthRepeating() {
        return worthRepeating;
    }

    /** By the database's own error among the causes; without one it is no error of the database, and permanent. */
    static Failure of(Throwable thrown) {
        return cause(thrown).map(Failure::of).orElse(PERMANENT);
    }

    /** The database's own error among the causes of a client's. */
    static Optional<SQLException> cause(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    static Failure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e.getErrorCode() == DUPLICATE_KEY) {
            return DUPLICATE;
        }
        if (TRANSIENT_ERRORS.contains(e.getErrorCode()) || TRANSIENT_STATES.contains(state)) {
            return TRANSIENT;
        }
        // A pool that has no connection to give, and has not heard why, throws without a state; a wrong password or an
        // unknown schema it tells with theirs.
        boolean poolIsEmpty = e instanceof SQLTransientConnectionException && state.isEmpty();
        if (poolIsEmpty || state.startsWith("08") || e.getErrorCode() == KILLED) {
            return CONNECTION;
        }
        // The server's own limit on a statement comes as the same class, with an error code.
        return e instanceof SQLTimeoutException && e.getErrorCode() == 0 ? DEADLINE : PERMANENT;
    }
}
