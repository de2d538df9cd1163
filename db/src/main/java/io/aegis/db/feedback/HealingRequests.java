/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks the batch application to heal all rows at once, whatever they are put off to. Thread-safe. */
public final class HealingRequests {

    /** The job that heals. */
    public static final String JOB = "feedback-reconcile";

    /** Its parameter that says that somebody asked for it. */
    public static final String ON_DEMAND = "on_demand";

    /** One that nobody has begun to work on has everything still before it, so it serves all who ask meanwhile. */
    private static final String WAITING = """
            SELECT id FROM job_request
            WHERE requested_by = ? AND state = 'QUEUED' AND job_name = ? AND lease_owner IS NULL LIMIT 1""";

    private final Database database;
    private final Supplier<UUID> ids;

    /**
     * Asks through a database.
     *
     * @param ids new UUIDv7s
     */
    public HealingRequests(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * What was asked for.
     *
     * @param request that asks for it; one for all who ask before it is launched
     * @param queued rows to heal
     */
    public record Requested(UUID request, long queued) {}

    /**
     * Asks.
     *
     * @param actor who does
     */
    public Requested ask(Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        JobRequest request = new JobRequest(ids.get(), JOB, Map.of(ON_DEMAND, true), JobRequest.ONLINE);
        return database.transaction(deadline, execute -> {
            Requested asked = new Requested(queue(execute, request), FeedbackHealing.waiting(execute));
            Map<String, ?> told = Map.of("job_request_id", asked.request().toString(), "queued", asked.queued());
            AuditLog.append(execute, new AuditEvent(actor, AuditAction.RECONCILE, JOB, Map.of(), told));
            return asked;
        });
    }

    private static UUID queue(DbExecute execute, JobRequest request) {
        Optional<UUID> waiting = execute.get(WAITING, request.requestedBy(), JOB)
                .map(row -> row.column("id").get(UUID.class));
        if (waiting.isEmpty()) {
            JobRequests.add(execute, request);
        }
        return waiting.orElse(request.id());
    }
}
