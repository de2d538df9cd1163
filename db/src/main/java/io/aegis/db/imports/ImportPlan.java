/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import java.util.Optional;

/**
 * How a file is to be read.
 *
 * @param options what its sender says about it
 * @param layout what was decided about it; empty when that is still to be done
 * @param question what a person has to say before it can be read; its first sentence says what to do
 */
public record ImportPlan(FileOptions options, Optional<FileLayout> layout, Optional<String> question) {

    /** Nothing is said, nothing decided. */
    public static final ImportPlan NONE = new ImportPlan(FileOptions.NONE, Optional.empty(), Optional.empty());

    /** What becomes of the import of a file with this plan. */
    ImportStatus status() {
        return question.isPresent() ? ImportStatus.NEEDS_MAPPING : ImportStatus.QUEUED;
    }
}
