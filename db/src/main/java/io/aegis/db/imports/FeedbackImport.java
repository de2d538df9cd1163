/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One import as it stands.
 *
 * @param id UUIDv7
 * @param fileName as its sender called it
 * @param status what has become of it
 * @param fileBytes length of the file as it was sent
 * @param stagedBytes length of the file as its positions count: in bytes, or in records where it is packed or no text
 * @param position up to where it is done
 * @param rows what became of the rows up to there
 * @param worked time spent on it so far
 * @param jobExecutionId of the run that began with it last
 * @param failure why it failed, for the person who sent it
 * @param createdAt when its upload began
 * @param startedAt when the first run began with it
 * @param finishedAt when it was completed, failed or stopped
 * @param options what its sender says about the file
 * @param layout what was decided about the file; empty when that is still to be done
 */
public record FeedbackImport(
        UUID id,
        String fileName,
        ImportStatus status,
        long fileBytes,
        long stagedBytes,
        Position position,
        RowCounts rows,
        Duration worked,
        OptionalLong jobExecutionId,
        Optional<String> failure,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        FileOptions options,
        Optional<FileLayout> layout) {

    private static final double PERCENT = 100;
    private static final double NANOS = 1e9;

    /** How much of the file is done, 0 to 100. */
    public double percent() {
        if (status == ImportStatus.COMPLETED || stagedBytes == 0) {
            return status == ImportStatus.COMPLETED ? PERCENT : 0;
        }
        return PERCENT * position.bytes() / stagedBytes;
    }

    /** Rows a second of the time spent on it; empty before the first chunk. */
    public OptionalDouble rowsPerSecond() {
        return worked.isZero() ? OptionalDouble.empty() : OptionalDouble.of(rows.read() / (worked.toNanos() / NANOS));
    }

    /** The time it will take on, if the rest of the file goes as fast as what is done; empty unless it runs. */
    public Optional<Duration> remaining() {
        if (status != ImportStatus.RUNNING || position.bytes() == 0 || worked.isZero()) {
            return Optional.empty();
        }
        double nanos = (double) worked.toNanos() / position.bytes() * (stagedBytes - position.bytes());
        return Optional.of(Duration.ofNanos((long) nanos));
    }
}
