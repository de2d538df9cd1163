/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Tables of feedback with all that troubles files of them, and what they have to be when they come back. */
final class RandomTables {

    static final String[] HEADER = {"id", "text", "channel"};

    private static final String[] PIECES = {
        "slow", "app", "crash", ",", ";", "\t", "|", "\"", "'", "größer", "–", " ", "\n", "\r\n", "😀", "=1+1", "it's",
        "\\"
    };

    private RandomTables() {}

    /** Columns: id, text, channel. Each text begins and ends with words, so that it is one. */
    static List<String[]> table(Random random, boolean backslashes) {
        List<String[]> table = new ArrayList<>();
        int rows = 1 + random.nextInt(12);
        for (int i = 0; i < rows; i++) {
            StringBuilder text = new StringBuilder("Text " + i + " says");
            int pieces = random.nextInt(8);
            for (int p = 0; p < pieces; p++) {
                String piece = PIECES[random.nextInt(PIECES.length)];
                if (backslashes || !piece.equals("\\")) {
                    text.append(p % 2 == 0 ? " " : "").append(piece);
                }
            }
            text.append(" end");
            table.add(new String[] {Integer.toString(1000 + i), text.toString(), random.nextBoolean() ? "mail" : ""});
        }
        return table;
    }

    /** The same table with its texts changed. */
    static List<String[]> with(List<String[]> table, UnaryOperator<String> change) {
        return table.stream()
                .map(row -> new String[] {row[0], change.apply(row[1]), row[2]})
                .toList();
    }

    /** Reads a file of a table as an import does, without a word about what it is, and compares. */
    static void compare(String shown, byte[] file, List<String[]> table) throws IOException {
        FileRows rows = FileRows.of(FileSource.of(file), FileOptions.NONE);
        assertThat(rows.rejected()).as(shown).isEmpty();
        assertThat(rows.texts())
                .as(shown)
                .isEqualTo(table.stream().map(row -> row[1]).toList());
        assertThat(rows.submitted())
                .as(shown)
                .extracting(row -> row.metadata().externalId().orElse(""))
                .isEqualTo(table.stream().map(row -> row[0]).toList());
        assertThat(rows.submitted())
                .as(shown)
                .extracting(row -> row.metadata().channel().orElse(""))
                .isEqualTo(table.stream().map(row -> row[2]).toList());
    }

    /** A workbook, with texts in the cells or beside them. */
    static byte[] workbook(List<String[]> table, boolean inline) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Workbook workbook = new Workbook(out, "Test", "1.0");
        Worksheet sheet = workbook.newWorksheet("Feedback");
        for (int column = 0; column < HEADER.length; column++) {
            sheet.value(0, column, HEADER[column]);
        }
        for (int row = 0; row < table.size(); row++) {
            sheet.value(row + 1, 0, Integer.parseInt(table.get(row)[0]));
            if (inline) {
                sheet.inlineString(row + 1, 1, table.get(row)[1]);
            } else {
                sheet.value(row + 1, 1, table.get(row)[1]);
            }
            sheet.value(row + 1, 2, table.get(row)[2]);
        }
        workbook.finish();
        return out.toByteArray();
    }
}
