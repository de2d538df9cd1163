/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import java.util.List;

/**
 * How the process was at one moment: what changes while an answer is written does not make it contradict itself.
 *
 * @param database what was known of it
 * @param modelsLoaded whether the models that are to be used were; what needs no model is there since the process started
 * @param impaired names of what was wrong although most requests did not suffer from it
 */
public record HealthSnapshot(DatabaseProbe.State database, boolean modelsLoaded, List<String> impaired) {

    /** The state in one word. */
    public enum Status {
        /** All is well. */
        HEALTHY,
        /** Requests are answered, but not all is well. */
        DEGRADED,
        /** Requests cannot be answered. */
        UNHEALTHY
    }

    /** Copies the names. */
    public HealthSnapshot {
        impaired = List.copyOf(impaired);
    }

    /** The state in one word. */
    public Status status() {
        if (!databaseConnected()) {
            return Status.UNHEALTHY;
        }
        boolean well = database == DatabaseProbe.State.CURRENT && modelsLoaded && impaired.isEmpty();
        return well ? Status.HEALTHY : Status.DEGRADED;
    }

    /** Whether the database answered. */
    public boolean databaseConnected() {
        return database != DatabaseProbe.State.UNREACHABLE;
    }
}
