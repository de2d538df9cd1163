/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.db.Database;
import io.aegis.db.StatementRefusedException;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.deadline.Deadline;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in, piece by piece, each durable when it is taken. A file that never came to its end is thrown away sooner
 * or later. Thread-safe; one file is staged by one thread.
 */
public final class ImportStaging {

    /** Length of every piece but a file's last, in bytes. */
    public static final int PIECE = 1 << 20;

    /** The job that works through files. */
    public static final String JOB = "feedback-import";

    /** Its parameter that names the import. */
    public static final String PARAMETER = "import_id";

    /** Longest name of a file, in code points; the rest is cut off. */
    public static final int MAX_NAME = 255;

    private static final int REMOVED_AT_ONCE = 16;

    /** Of standing for a file while others stand for the same one. */
    private static final int MOST_ATTEMPTS = 8;

    private static final String OPEN = """
            INSERT INTO feedback_import (id, file_name, status, created_at, touched_at)
            VALUES (?, ?, 'UPLOADING', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE id = id""";

    private static final String APPEND = """
            INSERT INTO import_chunk (import_id, number, content) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE content = VALUES(content)""";

    private static final String TOUCH =
            "UPDATE feedback_import SET touched_at = UTC_TIMESTAMP(6) WHERE id = ? AND status = 'UPLOADING'";

    private static final String CURRENT = "SELECT id FROM feedback_import WHERE current_hash = ? FOR UPDATE";

    private static final String SUPERSEDE = "UPDATE feedback_import SET current_hash = NULL WHERE current_hash = ?";

    private static final String QUEUE = """
            UPDATE feedback_import SET status = ?, file_hash = ?, current_hash = ?, file_bytes = ?,
              staged_bytes = ?, options = ?, layout = ?, failure = ?, touched_at = UTC_TIMESTAMP(6)
            WHERE id = ? AND status = 'UPLOADING'""";

    private static final String MAP = """
            UPDATE feedback_import SET status = 'QUEUED', options = ?, layout = ?, failure = NULL,
              touched_at = UTC_TIMESTAMP(6)
            WHERE id = ? AND status = 'NEEDS_MAPPING'""";

    private static final String ABANDONED = """
            SELECT id FROM feedback_import
            WHERE status = 'UPLOADING' AND touched_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND LIMIT 100""";

    private static final String REMOVE_PIECES = "DELETE FROM import_chunk WHERE import_id = ? LIMIT " + REMOVED_AT_ONCE;

    private static final String REMOVE = "DELETE FROM feedback_import WHERE id = ? AND status = 'UPLOADING'";

    private final Database database;
    private final DatabaseDisk disk;
    private final Supplier<UUID> ids;

    /** Stages files in a database; {@code ids} gives new UUIDv7s. */
    public ImportStaging(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.disk = new DatabaseDisk(database);
        this.ids = ids;
    }

    /** What is left of the disk that files are staged on, in bytes; empty when that cannot be told. */
    public OptionalLong freeBytes(Deadline deadline) throws DatabaseUnavailableException {
        return disk.freeBytes(deadline);
    }

    /**
     * Begins with a file.
     *
     * @param id UUIDv7 of its import
     * @param name as its sender called it
     */
    public void open(UUID id, String name, Deadline deadline) throws DatabaseUnavailableException {
        String kept = name.codePointCount(0, name.length()) <= MAX_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
        database.transaction(deadline, execute -> execute.update(OPEN, id, kept));
    }

    /**
     * Takes a piece.
     *
     * @param number 0 for the first
     * @param piece {@link #PIECE} bytes, fewer only at the end
     */
    public void append(UUID id, int number, byte[] piece, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            execute.update(APPEND, id, number, piece);
            return execute.update(TOUCH, id);
        });
    }

    /**
     * Ends a file that is here as a whole, and asks for its import, unless a person has to say more about it; unless the
     * same file came before, about which the same was said: that is then what stands for it, while this one is thrown away.
     *
     * @param file its hash and lengths, and how it is to be read
     * @param force whether to import it whatever came before
     * @return the import that stands for the file
     */
    public FeedbackImport finish(UUID id, StagedFile file, boolean force, Deadline deadline)
            throws DatabaseUnavailableException {
        JobRequest request = request(id);
        FeedbackImport standing = stand(id, file, force, request, deadline);
        if (!standing.id().equals(id)) {
            discard(id, deadline);
        }
        return standing;
    }

    /** Looks again where another came first meanwhile. */
    private FeedbackImport stand(UUID id, StagedFile file, boolean force, JobRequest request, Deadline deadline)
            throws DatabaseUnavailableException {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transaction(deadline, execute -> stand(execute, id, file, force, request));
            } catch (StatementRefusedException e) {
                if (!e.isDuplicate() || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private FeedbackImport stand(DbExecute execute, UUID id, StagedFile file, boolean force, JobRequest request) {
        byte[] identity = file.identity();
        Optional<UUID> current =
                execute.get(CURRENT, identity).map(row -> row.column(1).get(UUID.class));
        // It is this one when the answer to the commit was lost.
        boolean queue = current.isEmpty() || (force && !current.get().equals(id));
        if (queue) {
            ImportPlan plan = file.plan();
            if (current.isPresent()) {
                // Only one that was seen: another may have come first since, and then the key says so.
                execute.update(SUPERSEDE, identity);
            }
            execute.update(
                    QUEUE,
                    plan.status().name(),
                    file.sha256(),
                    identity,
                    file.bytes(),
                    file.stagedBytes(),
                    plan.options().toJson(),
                    layout(plan),
                    plan.question().orElse(null),
                    id);
            if (plan.question().isEmpty()) {
                JobRequests.add(execute, request);
            }
        }
        UUID standing = queue ? id : current.orElse(id);
        return ImportRow.find(execute, standing).orElseThrow();
    }

    private static @Nullable String layout(ImportPlan plan) {
        return plan.layout().map(FileLayout::toJson).orElse(null);
    }

    /**
     * Asks for the import of a file about which a person has said more.
     *
     * @param options what is said by now
     * @param layout what was decided by it
     * @return the import; empty when it does not wait for that
     */
    public Optional<FeedbackImport> map(UUID id, FileOptions options, FileLayout layout, Deadline deadline)
            throws DatabaseUnavailableException {
        JobRequest request = request(id);
        return database.transaction(deadline, execute -> {
            if (execute.update(MAP, options.toJson(), layout.toJson(), id) == 0) {
                return Optional.empty();
            }
            JobRequests.add(execute, request);
            return ImportRow.find(execute, id);
        });
    }

    private JobRequest request(UUID id) {
        return new JobRequest(ids.get(), JOB, Map.of(PARAMETER, id.toString()), JobRequest.ONLINE);
    }

    /** Throws a file away that did not come to its end. Does nothing when it did. */
    public void discard(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        if (isUploading(id, deadline)) {
            removePieces(id, deadline);
            database.transaction(deadline, execute -> execute.update(REMOVE, id));
        }
    }

    /**
     * Throws files away of which nothing has come for so long.
     *
     * @return how many
     */
    public int discardAbandoned(Duration age, Deadline deadline) throws DatabaseUnavailableException {
        List<UUID> abandoned = database.read(
                deadline,
                execute -> execute.query(ABANDONED, TimeUnit.NANOSECONDS.toMicros(age.toNanos()))
                        .map(row -> row.column(1).get(UUID.class))
                        .toList());
        for (UUID id : abandoned) {
            discard(id, deadline);
        }
        return abandoned.size();
    }

    /** Removes the pieces of a file, a few in each transaction. */
    public void removePieces(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        long removed;
        do {
            removed = database.transaction(deadline, execute -> execute.update(REMOVE_PIECES, id));
        } while (removed == REMOVED_AT_ONCE);
    }

    private boolean isUploading(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> ImportRow.find(execute, id))
                .filter(each -> each.status() == ImportStatus.UPLOADING)
                .isPresent();
    }
}
