/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all records of a file become. */
record FileRows(List<RowOutcome.Submitted> submitted, List<RowOutcome.Rejected> rejected, int empty) {

    static FileOptions options(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return FileOptions.of(values);
    }

    /** Inspects a file and reads it, twice: at once, and opened again behind every record. */
    static FileRows of(FileSource source, FileOptions options) throws IOException {
        FilePreview preview = new FileInspector().inspect(source, options, Extent.WHOLE);
        FileLayout layout = FileLayout.fromJson(preview.layout().toJson());
        return of(source, layout);
    }

    static FileRows of(FileSource source, FileLayout layout) throws IOException {
        FeedbackRowReader reader = new FeedbackRowReader(layout);
        List<RowOutcome.Submitted> submitted = new ArrayList<>();
        List<RowOutcome.Rejected> rejected = new ArrayList<>();
        int empty = 0;
        try (RecordReader records = FileRecords.open(source, layout, RecordPosition.START)) {
            for (var next = records.next(); next.isPresent(); next = records.next()) {
                switch (reader.read(next.get())) {
                    case RowOutcome.Submitted row -> submitted.add(row);
                    case RowOutcome.Rejected row -> rejected.add(row);
                    case RowOutcome.Empty _ -> empty++;
                }
            }
        }
        return new FileRows(submitted, rejected, empty);
    }

    static FileRows of(String text, String... options) throws IOException {
        return of(FileSource.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), options(options));
    }

    List<String> texts() {
        return submitted.stream().map(RowOutcome.Submitted::text).toList();
    }
}
