/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.batch.control.JobControlSettings;
import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.audit.ForwardedActor;
import io.aegis.db.keys.Caller;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who operates, and what they do, in the audit log. Launches and stops have transactions of Spring Batch's: what stands in the log was done
 * the moment before.
 */
@Component
class OperatorAudit {

    private static final String ACTOR = OperatorAudit.class.getName();

    private final Database database;
    private final JobControlSettings settings;
    private final Ticker ticker;

    OperatorAudit(Database database, JobControlSettings settings, Ticker ticker) {
        this.database = database;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * Keeps who sent a request.
     *
     * @param caller the holder of the key that was sent
     * @param trusted whether that is who may speak for others, as the online application does
     */
    static void identify(HttpServletRequest request, Caller caller, boolean trusted) {
        Optional<Actor> forwarded = trusted
                ? Optional.ofNullable(request.getHeader(ForwardedActor.HEADER)).flatMap(ForwardedActor::read)
                : Optional.empty();
        request.setAttribute(ACTOR, forwarded.orElseGet(caller::actor));
    }

    /** Who sent a request. */
    static Actor actor(HttpServletRequest request) {
        return request.getAttribute(ACTOR) instanceof Actor actor ? actor : Actor.PUBLIC;
    }

    /**
     * Notes what was done to a job.
     *
     * @param after of it
     */
    void note(HttpServletRequest request, AuditAction action, String job, Map<String, ?> after)
            throws DatabaseUnavailableException {
        AuditEvent event = new AuditEvent(actor(request), action, job, Map.of(), after);
        database.transaction(settings.deadline(ticker), execute -> {
            AuditLog.append(execute, event);
            return true;
        });
    }
}
