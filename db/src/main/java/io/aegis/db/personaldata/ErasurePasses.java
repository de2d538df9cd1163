/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Transactions;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Looks for a customer again when imports were at work while an erasure looked: what they stored behind its back is nowhere noted. It
 * waits for imports that make progress, for so long at most, and goes through all pieces of the erasure once more, until a pass had no
 * import beside it or waiting has had its time. How far it is stands with the request, so it goes on where it was cut short.
 * Thread-safe.
 */
public final class ErasurePasses {

    /** How many imports were at work in the last pass or came after it: what the customer may be back by. */
    static final String BESIDE = """
            (SELECT COUNT(*) FROM feedback_import WHERE status IN ('QUEUED', 'RUNNING', 'UPLOADING')
              OR finished_at >= COALESCE(pass_began, requested_at))""";

    private static final String STAGE = "SELECT stage FROM data_request WHERE id = ?";

    /**
     * Each chunk that an import stores moves it, and its end does. One that has not moved for a minute may be a forgotten upload: it is
     * told of, and not waited for.
     */
    private static final String LOOK = """
            SELECT
              EXISTS (SELECT 1 FROM feedback_import WHERE finished_at >= COALESCE(pass_began, requested_at)
                OR (status IN ('QUEUED', 'RUNNING', 'UPLOADING') AND touched_at >= COALESCE(pass_began, requested_at))) AS stored,
              EXISTS (SELECT 1 FROM feedback_import WHERE status IN ('QUEUED', 'RUNNING', 'UPLOADING')
                AND touched_at >= UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE) AS moving,
              COALESCE(wait_until <= UTC_TIMESTAMP(6), FALSE) AS waited,
              COALESCE(pass_began >= wait_until, FALSE) AS was_last
            FROM data_request WHERE id = ?""";

    private static final String WAIT =
            "UPDATE data_request SET wait_until = COALESCE(wait_until, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND) WHERE id = ?";

    private static final String BEGIN = "UPDATE data_request SET stage = 1, pass_began = UTC_TIMESTAMP(6) WHERE id = ?";

    private static final String NEXT = "UPDATE data_request SET stage = ? WHERE id = ? AND stage = ?";

    private final Transactions transactions;
    private final Duration longest;
    private final List<Piece> pieces;

    /**
     * Passes over a database.
     *
     * @param longest how long imports are waited for
     * @param pieces of a pass, the search first
     */
    public ErasurePasses(Transactions transactions, Duration longest, List<Piece> pieces) {
        this.transactions = transactions;
        this.longest = longest;
        this.pieces = List.copyOf(pieces);
    }

    /** A piece of an erasure, some of it in one transaction; without more to do it can be begun again. */
    @FunctionalInterface
    public interface Piece {
        /** Does some. */
        Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** What there is to do after some was done. */
    public enum Rest {
        /** Nothing. */
        NONE,
        /** More. */
        MORE,
        /** Nothing yet, while imports are at work. */
        LATER
    }

    /** Does some more. */
    public Rest some(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        int stage = transactions.transaction(
                deadline,
                execute -> execute.get(STAGE, request)
                        .map(row -> row.column("stage").get(Integer.class))
                        .orElse(0));
        if (stage == 0) {
            return look(request, deadline);
        }
        if (stage > pieces.size()
                || !pieces.get(stage - 1).some(request, deadline).more()) {
            int next = stage < pieces.size() ? stage + 1 : 0;
            transactions.transaction(deadline, execute -> execute.update(NEXT, next, request, stage));
        }
        return Rest.MORE;
    }

    private Rest look(UUID request, Deadline deadline) throws DatabaseUnavailableException {
        Removal looked = RequestProgress.within(transactions, request, deadline, this::look);
        if (looked.more()) {
            return looked.rows() > 0 ? Rest.MORE : Rest.LATER;
        }
        return Rest.NONE;
    }

    /** Removes nothing: its rows are passes that begin. */
    private Removal look(DbExecute execute, RequestProgress open) {
        Imports imports = execute.get(LOOK, open.id())
                .map(row -> new Imports(
                        row.column("stored").get(Boolean.class),
                        row.column("moving").get(Boolean.class),
                        row.column("waited").get(Boolean.class),
                        row.column("was_last").get(Boolean.class)))
                .orElseThrow();
        if (imports.wasLast() || !(imports.stored() || imports.moving())) {
            return new Removal(0, false);
        }
        execute.update(WAIT, longest.toNanos() / 1000, open.id());
        if (imports.moving() && !imports.waited() && longest.isPositive()) {
            return new Removal(0, true);
        }
        execute.update(BEGIN, open.id());
        return new Removal(1, true);
    }

    /**
     * How imports stand at the end of a pass.
     *
     * @param stored whether one may have stored something since the pass began
     * @param moving whether one is at work and makes progress
     * @param waited whether they were waited for as long as they may be
     * @param wasLast whether the pass began after that
     */
    private record Imports(boolean stored, boolean moving, boolean waited, boolean wasLast) {}
}
