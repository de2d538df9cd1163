/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.imports.ImportPart;
import io.aegis.db.imports.Position;
import io.aegis.feedbackfile.FileInspector;
import io.aegis.feedbackfile.FileInspector.Extent;
import io.aegis.feedbackfile.FileOptions;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.feedbackfile.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A file in parts has the records of the file: whatever is in it, and wherever each part is taken up again. */
class PartsTest {

    /** What such rows are is said: most of them look like several things. */
    private static final FileOptions SAID = FileOptions.of(
            Map.of("format", "csv", "charset", "UTF-8", "separator", ",", "header_row", "1", "column", "text"));

    @Property(tries = 300)
    void parts_have_the_records_of_the_file(
            @ForAll @StringLength(max = 400) @Chars({'"', ',', '\n', '\r'}) @CharRange(from = 'a', to = 'd')
                    String rows,
            @ForAll @IntRange(min = 1, max = 60) int length,
            @ForAll @IntRange(min = 1, max = 5) int interruption)
            throws IOException {
        byte[] file = ("id,text\n" + rows).getBytes(StandardCharsets.UTF_8);
        FileHead head = new FileHead(new FileInspector()
                .inspect(FileSource.of(file), SAID, Extent.WHOLE)
                .layout());

        List<String> inParts = new ArrayList<>();
        for (ImportPart part : parts(head, file, length)) {
            ExecutionContext context = new ImportPartitioner(List.of(part))
                    .partition(1)
                    .values()
                    .iterator()
                    .next();
            boolean more = true;
            while (more) {
                more = read(head, file, context, interruption, inParts);
            }
        }

        assertThat(inParts).isEqualTo(serial(head, file));
    }

    private static List<ImportPart> parts(FileHead head, byte[] file, int length) {
        List<ImportPart> parts = new ArrayList<>();
        RecordSource records = head.from(FileSource.of(file), Position.START);
        Position start = Position.START;
        boolean more = true;
        while (more) {
            more = PartIndexTasklet.passOver(records, start.bytes() + length);
            parts.add(new ImportPart(parts.size(), start, records.position().bytes()));
            start = records.position();
        }
        assertThat(parts.getLast().end()).isEqualTo(file.length);
        return parts;
    }

    /** Some records by a reader that is then thrown away, as a killed process's is. */
    private static boolean read(FileHead head, byte[] file, ExecutionContext context, int most, List<String> into) {
        FeedbackRecordReader reader = new FeedbackRecordReader(head, FileSource.of(file));
        reader.open(context);
        for (int i = 0; i < most; i++) {
            FileRecord record = reader.read();
            if (record == null) {
                return false;
            }
            into.add(shown(record));
        }
        reader.update(context);
        return true;
    }

    private static List<String> serial(FileHead head, byte[] file) {
        List<String> all = new ArrayList<>();
        RecordSource records = head.from(FileSource.of(file), Position.START);
        for (Optional<FileRecord> next = records.next(); next.isPresent(); next = records.next()) {
            all.add(shown(next.get()));
        }
        return all;
    }

    private static String shown(FileRecord record) {
        FileRecord.Encoded encoded = (FileRecord.Encoded) record;
        return record.line()
                + (encoded.problem().isPresent() ? " broken: " : ": ")
                + new String(encoded.bytes(), StandardCharsets.UTF_8);
    }
}
