/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.workbook.SheetRow;
import io.aegis.feedbackfile.workbook.SheetRows;
import io.aegis.feedbackfile.workbook.Workbook;
import io.aegis.feedbackfile.workbook.WorkbookException;
import java.io.IOException;
import java.util.Optional;

/** The rows of a sheet as records. Positions are its rows. Not thread-safe. */
final class WorkbookRecords implements RecordReader {

    private final Archive archive;
    private final SheetRows rows;
    private long row;

    private WorkbookRecords(Archive archive, SheetRows rows) {
        this.archive = archive;
        this.rows = rows;
    }

    /**
     * Opens a sheet, and closes the archive with it.
     *
     * @param sheet its number, the first being 0
     * @param passed rows above the first record
     */
    static WorkbookRecords open(Archive archive, int sheet, long passed) throws IOException {
        boolean opened = false;
        try {
            WorkbookRecords records =
                    new WorkbookRecords(archive, Workbook.open(archive).rows(sheet));
            while (records.row < passed && records.next().isPresent()) {
                // Titles and header.
            }
            opened = true;
            return records;
        } catch (WorkbookException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()));
        } finally {
            if (!opened) {
                archive.close();
            }
        }
    }

    @Override
    public Optional<FileRecord> next() throws IOException {
        try {
            Optional<SheetRow> next = rows.next();
            next.ifPresent(each -> row = each.number());
            return next.map(each -> new FileRecord.Cells(each.number(), each.cells(), Optional.empty(), each.faults()));
        } catch (WorkbookException e) {
            throw new UnreadableFileException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public RecordPosition position() {
        return new RecordPosition(row, row + 1);
    }

    @Override
    public void close() throws IOException {
        try (archive) {
            rows.close();
        }
    }
}
