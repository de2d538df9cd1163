/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import io.aegis.db.StatementRefusedException;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.OptimisticLockingFailureException;

/** Tells failures that pass, such as a database that is away or a deadlock, from those that would come again. */
public final class PassingFailure {

    /** Nobody's chain of causes is longer. */
    private static final int DEEPEST = 32;

    /** Lock wait timeout, deadlock, statement interrupted, killed, limit on its time reached; node of a cluster not ready. */
    private static final Set<Integer> CODES = Set.of(1205, 1213, 1317, 1927, 1969, 1047, 1180);

    /** Lock wait timeout, deadlock. */
    private static final Set<Integer> LOCKS = Set.of(1205, 1213);

    /** Connection, transaction rolled back, invalid state of a transaction in a cluster. */
    private static final Set<String> STATES = Set.of("08", "40", "25");

    private PassingFailure() {}

    /** Whether the same work may succeed later. */
    public static boolean is(Throwable failure) {
        Optional<SQLException> said = causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
        if (said.isPresent()) {
            return passes(said.get());
        }
        return causes(failure)
                .anyMatch(cause -> cause instanceof OptimisticLockingFailureException
                        || (cause instanceof DatabaseUnavailableException
                                && !(cause instanceof StatementRefusedException)));
    }

    /** Whether the database gave up a lock, and is sure to have kept nothing of a transaction that is rolled back now. */
    public static boolean isAboutLocks(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .filter(said -> LOCKS.contains(said.getErrorCode()))
                .isPresent();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }

    /**
     * What has neither state nor code was not said by the server: the pool or the driver has no connection any more. Classes of
     * exceptions tell nothing: the driver makes a transient one of what a trigger signals.
     */
    private static boolean passes(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return (state.isEmpty() && e.getErrorCode() == 0)
                || CODES.contains(e.getErrorCode())
                || STATES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
