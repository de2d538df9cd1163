/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Rows of the beginning of a table that will be rejected for what is in the column of the text, in words for a person. */
final class RowsWithoutText {

    private RowsWithoutText() {}

    /** One sentence for each reason; none where no column is known to be the text. */
    static List<String> of(TableHead head, FileLayout layout) {
        List<String> problems = new ArrayList<>();
        OptionalInt text = layout.isReadable() ? layout.text() : OptionalInt.empty();
        text.ifPresent(column -> tell(head, layout, column, problems));
        return problems;
    }

    private static void tell(TableHead head, FileLayout layout, int text, List<String> problems) {
        String all = " of the " + head.records().size();
        long faulty = count(head, row -> row.isFaulty(text));
        if (faulty > 0) {
            problems.add("Open the workbook in a spreadsheet program, save it, and send it again if formulas there give"
                    + " texts: " + faulty + all + " rows looked at have an error or a formula without its result in the"
                    + " text, and are rejected.");
        }
        SystemMessages chat = SystemMessages.of(layout.format(), layout.columns());
        long written =
                count(head, row -> !row.broken() && chat.reason(row.cells()).isPresent());
        if (written > 0) {
            problems.add(
                    "Messages that the chat or a program in it wrote are rejected: " + written + all + " looked at.");
        }
        long nothing = layout.rejects() ? 0 : count(head, row -> !row.broken() && Placeholders.isOne(row.cell(text)));
        if (nothing > 0) {
            problems.add("Rows whose text only says that there is none, such as N/A or null, are rejected: " + nothing
                    + all + " rows looked at.");
        }
    }

    private static long count(TableHead head, Predicate<HeadRow> what) {
        return head.records().stream().filter(what).count();
    }
}
