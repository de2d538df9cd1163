/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells a header without known names from titles above it and from records, by what its cells look like. */
final class HeaderContrast {

    /** Whoever names a column uses fewer characters; a text has more. */
    private static final int SHORT_NAME = 40;

    /** Words of a name in a file of one column, and by how much a text is longer than its name. */
    private static final int LONGER = 3;

    /** A column is of another kind than its name when such a share of its cells is. */
    private static final double MOST = .6;

    private final KnownColumns known;

    HeaderContrast(KnownColumns known) {
        this.known = known;
    }

    /** Whether a row is a title, or blank, above a table of that width. */
    static boolean isTitle(HeadRow row, int width) {
        return row.filled() == 0
                || (width > 2 && row.filled() * 2 < width)
                || (width == 2 && row.cells().size() < 2);
    }

    /** Whether a row has what a header has not: numbers, times, sentences, the same twice. */
    static boolean looksLikeRecord(HeadRow row, int width) {
        Set<String> names = new HashSet<>();
        for (String cell : row.cells()) {
            CellKind kind = CellKind.of(cell);
            boolean question = cell.strip().endsWith("?");
            boolean sentence = kind == CellKind.TEXT
                    && !question
                    && (cell.length() > SHORT_NAME || cell.strip().matches("(?s).*[.!)…]"));
            if (kind == CellKind.NUMBER
                    || kind == CellKind.MOMENT
                    || kind == CellKind.CODE
                    || sentence
                    || (width > 1 && kind != CellKind.BLANK && !names.add(cell.toLowerCase(Locale.ROOT)))) {
                return true;
            }
        }
        return width == 1
                && CellKind.of(row.cell(0)) == CellKind.TEXT
                && !row.cell(0).endsWith("?")
                && row.cell(0).split("\\s+", -1).length > LONGER;
    }

    /**
     * Whether in some column most cells are of another kind than the one above. Texts that are longer than what stands above
     * them say that of a question, or beside a name that is known; else a short comment would be taken for a header.
     */
    boolean isSeen(HeadRow row, List<HeadRow> below, int width) {
        boolean name = row.cells().stream().anyMatch(known::knows);
        for (int column = 0; column < width; column++) {
            String above = row.cell(column);
            int at = column;
            List<String> cells = below.stream()
                    .map(each -> each.cell(at))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            long others = cells.stream()
                    .filter(cell -> switch (CellKind.of(cell)) {
                        case NUMBER, MOMENT, CODE -> true;
                        case TEXT -> (name && cell.length() > above.length() * LONGER) || above.endsWith("?");
                        default -> false;
                    })
                    .count();
            if (!above.isEmpty() && !cells.isEmpty() && others >= cells.size() * MOST) {
                return true;
            }
        }
        return false;
    }
}
