/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How the process is doing. Cheap to ask, never blocks.
 *
 * @param database what is known of the database
 * @param warm whether the warm-up is done
 * @param draining whether the process is about to stop
 * @param models whether the models that are to be used are
 * @param impairments names of what is wrong although most requests do not suffer from it, such as an open circuit
 */
public record ProcessHealth(
        DatabaseProbe database,
        BooleanSupplier warm,
        BooleanSupplier draining,
        BooleanSupplier models,
        Supplier<List<String>> impairments) {

    /** Whether requests should be sent here, or why not. */
    public enum Readiness {
        READY,
        STARTING,
        DRAINING,
        DATABASE_UNREACHABLE,
        SCHEMA_OUTDATED
    }

    /** How it is at this moment. */
    public HealthSnapshot snapshot() {
        return new HealthSnapshot(database.state(), models.getAsBoolean(), impairments.get());
    }

    /** Whether requests should be sent here. */
    public Readiness readiness() {
        if (draining.getAsBoolean()) {
            return Readiness.DRAINING;
        }
        if (!warm.getAsBoolean()) {
            return Readiness.STARTING;
        }
        return switch (database.state()) {
            case UNREACHABLE -> Readiness.DATABASE_UNREACHABLE;
            case OUTDATED -> Readiness.SCHEMA_OUTDATED;
            case CURRENT -> Readiness.READY;
        };
    }
}
