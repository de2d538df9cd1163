/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Work on a system that was announced.
 *
 * @param id of the window
 * @param scope what is worked on
 * @param times when
 * @param note what for; up to {@value #MAX_NOTE} characters
 * @param createdBy id of the key that announced it; never the key
 * @param createdAt when it was announced
 */
public record MaintenanceWindow(
        UUID id,
        MaintenanceScope scope,
        MaintenanceTimes times,
        Optional<String> note,
        String createdBy,
        Instant createdAt) {

    /** The most characters of a note. */
    public static final int MAX_NOTE = 500;
}
