/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.FeedbackRowReader;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.FileRecords;
import io.aegis.feedbackfile.FileSource;
import io.aegis.feedbackfile.RecordPosition;
import io.aegis.feedbackfile.RecordReader;
import io.aegis.feedbackfile.UnreadableFileException;
import java.io.IOException;

/** Fuzzes files of feedback, CSV above all: looked at as for a preview, then read to their end as an import does. */
public final class FileFuzz {

    private static final FileInspector INSPECTOR = new FileInspector();

    private FileFuzz() {}

    /** Any file is read or refused with a reason, and a reader gets on with every record. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        FileSource source = FileSource.of(input);
        try {
            FilePreview preview = INSPECTOR.inspect(source, FileOptions.NONE, FileInspector.Extent.WHOLE);
            FileLayout layout = FileLayout.fromJson(preview.layout().toJson());
            if (layout.isReadable() && layout.text().isPresent()) {
                read(source, layout);
            }
        } catch (UnreadableFileException _) {
            // Refused, as many are.
        }
    }

    private static void read(FileSource source, FileLayout layout) throws IOException {
        FeedbackRowReader rows = new FeedbackRowReader(layout);
        try (RecordReader records = FileRecords.open(source, layout, RecordPosition.START)) {
            RecordPosition before = records.position();
            for (var next = records.next(); next.isPresent(); next = records.next()) {
                rows.read(next.get());
                RecordPosition after = records.position();
                if (after.offset() <= before.offset()) {
                    throw new IllegalStateException("no progress behind " + before);
                }
                before = after;
            }
        }
    }
}
