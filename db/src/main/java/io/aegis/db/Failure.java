package io.aegis.db;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
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
    private static final int KILLED = 1927;
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

    /** Whether the whole transaction should be run again. */
    boolean worthRepeating() {
        return worthRepeating;
    }

    static Failure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e.getErrorCode() == DUPLICATE_KEY) {
            return DUPLICATE;
        }
        if (TRANSIENT_ERRORS.contains(e.getErrorCode()) || TRANSIENT_STATES.contains(state)) {
            return TRANSIENT;
        }
        // The first is also what the pool throws when it has no connection to give, whatever the reason.
        if (e instanceof SQLTransientConnectionException || state.startsWith("08") || e.getErrorCode() == KILLED) {
            return CONNECTION;
        }
        // The server's own limit on a statement comes as the same class, with an error code.
        return e instanceof SQLTimeoutException && e.getErrorCode() == 0 ? DEADLINE : PERMANENT;
    }
}
