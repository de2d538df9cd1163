/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.db.models.Incident;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.logs.LogChanges;
import java.util.List;

/** What of a recording is stored at once. */
sealed interface RecordingBatch {

    /**
     * Samples.
     *
     * @param samples in order of time
     */
    record Samples(List<MetricSample> samples) implements RecordingBatch {}

    /**
     * The lines of a minute.
     *
     * @param content names them: equal lines are counted once
     * @param changes what was learned of them
     * @param lines how many
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Minute(byte[] content, LogChanges changes, int lines) implements RecordingBatch {}

    /**
     * A known failure.
     *
     * @param incident with what it looked like
     */
    record Failure(Incident incident) implements RecordingBatch {}
}
