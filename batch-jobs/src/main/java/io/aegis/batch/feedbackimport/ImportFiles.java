/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.StagedSource;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileSource;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Staged files as imports read them. The heads of the few that are worked on are kept. Thread-safe. */
final class ImportFiles {

    private static final int KEPT = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ImportProgress progress;
    private final Ticker ticker;
    private final Map<UUID, FileHead> heads = new LinkedHashMap<>();

    ImportFiles(ImportProgress progress, Ticker ticker) {
        this.progress = progress;
        this.ticker = ticker;
    }

    /** A file as it was sent. */
    FileSource file(UUID id) {
        return new StagedSource(number -> {
            try {
                return progress.piece(id, number, Deadline.after(ticker, TIMEOUT))
                        .orElse(new byte[0]);
            } catch (DatabaseUnavailableException e) {
                throw new IllegalStateException("the file cannot be read", e);
            }
        });
    }

    private Optional<FileLayout> layout(UUID id) {
        try {
            return progress.layout(id, Deadline.after(ticker, TIMEOUT));
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("it is not known how the file is to be read", e);
        }
    }

    /**
     * The head of a file.
     *
     * @throws UnusableFileException when there is none that says where the text is
     */
    synchronized FileHead head(UUID id) {
        FileHead head = heads.get(id);
        if (head == null) {
            head = layout(id).map(FileHead::new).orElseGet(() -> FileHead.of(file(id)));
            if (heads.size() == KEPT) {
                heads.remove(heads.keySet().iterator().next());
            }
            heads.put(id, head);
        }
        return head;
    }
}
