/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.ImportStatus;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.online.http.json.JsonBody;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Resumes imports that wait for a person to map columns or to say more about their file. Thread-safe. */
final class ImportMapping {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_VALUE = 1000;
    private static final String MAP = "map";
    private static final byte[] NONE = {};
    private static final int LAST_HEADER_ROW = 10_000;

    private final ImportStaging staging;
    private final StagedUploads files;
    private final Ticker ticker;

    ImportMapping(ImportStaging staging, StagedUploads files, Ticker ticker) {
        this.staging = staging;
        this.files = files;
        this.ticker = ticker;
    }

    /**
     * What a file would become by what was said about it so far.
     *
     * @throws ProblemException 422 when nothing, with what to do
     */
    FilePreview preview(FeedbackImport waiting) throws IOException {
        return preview(waiting, waiting.options());
    }

    private FilePreview preview(FeedbackImport waiting, FileOptions options) throws IOException {
        FilePreview preview = inspect(waiting, options, NONE);
        Optional<String> found = waiting.layout().flatMap(FileLayout::charset);
        // What was told by characters that come late in the file cannot be found at its beginning.
        if (options.charset().isPresent() || preview.layout().charset().equals(found)) {
            return preview;
        }
        FilePreview late = inspect(waiting, options, files.beyondAscii(waiting.id()));
        return late.layout().charset().equals(found)
                ? late
                : inspect(waiting, options.with(FileOptions.of(Map.of("charset", found.orElse("")))), NONE);
    }

    private FilePreview inspect(FeedbackImport waiting, FileOptions options, byte[] beyondAscii) throws IOException {
        return files.inspect(waiting.id(), options, beyondAscii);
    }

    /**
     * Says more.
     *
     * @param body has the names of options
     * @return the import, queued
     * @throws ProblemException 409 when it does not wait, 422 when it is still not clear how the file is to be read
     */
    FeedbackImport say(FeedbackImport waiting, JsonBody body) throws IOException, DatabaseUnavailableException {
        if (waiting.status() != ImportStatus.NEEDS_MAPPING) {
            throw notWaiting();
        }
        FileOptions options = waiting.options().with(UploadOptions.of(said(body)));
        FilePreview preview = preview(waiting, options);
        if (preview.needsMapping()) {
            throw ProblemException.unusable(
                    preview.charsets().isEmpty() ? "column" : "charset",
                    preview.problems().stream().findFirst().orElse("Say which column is the text."));
        }
        return staging.map(waiting.id(), options, preview.layout(), Deadline.after(ticker, TIMEOUT))
                .orElseThrow(ImportMapping::notWaiting);
    }

    private static ProblemException notWaiting() {
        return ProblemException.conflict("This import does not wait for a mapping.");
    }

    /** Names may be written as in a query, {@code map.channel}, or as an object {@code map} with {@code channel} in it. */
    private static Map<String, String> said(JsonBody body) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String option : Upload.OPTIONS) {
            if (option.equals("header_row")) {
                body.integer(option, 0, LAST_HEADER_ROW).ifPresent(row -> said.put(option, Long.toString(row)));
            } else {
                body.text(option, LONGEST_VALUE).ifPresent(value -> said.put(option, value));
            }
        }
        body.names().stream()
                .filter(name -> !name.equals(MAP))
                .forEach(name -> OptionNames.mistakeIn(name).ifPresent(mistake -> body.wrong(name, mistake)));
        body.object(MAP).ifPresent(map -> {
            for (String name : map.names()) {
                String option = FileOptions.MAP + name;
                OptionNames.mistakeIn(option)
                        .ifPresentOrElse(
                                mistake -> map.wrong(name, mistake),
                                () -> map.text(name, LONGEST_VALUE)
                                        .ifPresent(value -> said.putIfAbsent(option, value)));
            }
        });
        body.refuseIfWrong();
        return said;
    }
}
