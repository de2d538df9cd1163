/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision, to be kept. Texts that people wrote do not belong into it: they could not be erased again.
 *
 * @param actor who decided
 * @param action what
 * @param subject id of what was changed, up to {@value #MAX_SUBJECT} characters
 * @param before what is different now, as it was: texts, numbers, truth values, lists and objects of them
 * @param after the same as it is
 * @param batch the step that it was a part of
 */
public record AuditEvent(
        Actor actor,
        AuditAction action,
        String subject,
        Map<String, ?> before,
        Map<String, ?> after,
        Optional<UUID> batch) {

    static final int MAX_SUBJECT = 64;

    /** Copies the maps. */
    public AuditEvent {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** One that is a step of its own. */
    public AuditEvent(Actor actor, AuditAction action, String subject, Map<String, ?> before, Map<String, ?> after) {
        this(actor, action, subject, before, after, Optional.empty());
    }
}
