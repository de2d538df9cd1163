/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Headers of several rows: SurveyMonkey's two, Qualtrics' two or three, those below groups of columns in workbooks. */
final class SurveyHeader {

    /** The second row of SurveyMonkey: what kind of answer a column has. */
    private static final Set<String> ANSWER_KINDS = Set.of(
            "response",
            "open ended response",
            "antwort",
            "offene antwort",
            "antworten",
            "antwort offen",
            "beantwortung mit offenem ende",
            "antwort mit offenem ende",
            "freitext",
            "other please specify",
            "sonstiges bitte angeben",
            "reponse ouverte",
            "reponse libre",
            "respuesta abierta",
            "risposta aperta",
            "resposta aberta",
            "open antwoord",
            "odpowiedz otwarta",
            "acik uclu yanit");

    /** So many names are in both rows of a header before the second one is taken for part of it. */
    private static final int SAME = 2;

    private SurveyHeader() {}

    /** A name of each column from the rows of a header; a name on the left goes on to the right until the next. */
    static TableColumns joined(List<HeadRow> header, int columns) {
        List<String> names = new ArrayList<>();
        List<List<String>> aliases = new ArrayList<>();
        String group = "";
        for (int i = 0; i < columns; i++) {
            String top = header.getFirst().cell(i);
            group = top.isEmpty() ? group : top;
            String below = header.getLast().cell(i);
            boolean plain = below.isEmpty() || ANSWER_KINDS.contains(KnownColumns.plain(below));
            names.add(plain ? group : group + ": " + below);
            aliases.add(below.isEmpty() ? List.of(group) : List.of(group, below));
        }
        return TableColumns.of(names, aliases);
    }

    /**
     * Codes, questions, and a row of import ids.
     *
     * @param within so many rows of the beginning
     */
    static Optional<Header> qualtrics(List<HeadRow> rows, int width, int within) {
        for (int i = 1; i < Math.min(within, rows.size()); i++) {
            if (rows.get(i).cells().stream().anyMatch(SurveyHeader::isImportId)) {
                HeadRow questions = rows.get(i - 1);
                boolean three = i > 1 && rows.get(i - 2).filled() * 2 > width;
                return Optional.of(
                        header(rows, three ? i - 2 : i - 1, questions, i, width, three ? "three rows" : "rows"));
            }
        }
        for (int i = 1; i < Math.min(within, rows.size()); i++) {
            if (isInWords(rows.get(i - 1), rows.get(i))) {
                return Optional.of(header(rows, i - 1, rows.get(i), i, width, "two rows"));
            }
        }
        return Optional.empty();
    }

    private static Header header(List<HeadRow> rows, int first, HeadRow questions, int last, int width, String form) {
        HeadRow codes = rows.get(first);
        List<String> names = new ArrayList<>();
        List<List<String>> aliases = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            String code = codes.cell(column);
            String question = questions.cell(column);
            names.add(question.isEmpty() ? code : question);
            aliases.add(List.of(code, question));
        }
        return new Header(
                (int) codes.line(),
                last + 1,
                TableColumns.of(names, aliases),
                true,
                "it has the " + form + " of Qualtrics",
                Optional.of(rows.get(last).end()));
    }

    /** Whether a row says in words what the one above it has as names in one: {@code StartDate}, Start Date. */
    private static boolean isInWords(HeadRow codes, HeadRow words) {
        int same = 0;
        int apart = 0;
        for (int column = 0; column < codes.cells().size(); column++) {
            String code = codes.cell(column);
            String word = words.cell(column);
            switch (CellKind.of(word)) {
                case NUMBER, MOMENT, CODE -> {
                    return false;
                }
                default -> {}
            }
            if (!code.isEmpty() && KnownColumns.plain(code).equals(KnownColumns.plain(word))) {
                same++;
                apart += word.contains(" ") && !code.contains(" ") ? 1 : 0;
            }
        }
        return same >= SAME && apart > 0;
    }

    /**
     * Whether a row stands below groups of columns: it names those that have no name above, and only such, where the records below it have
     * texts in them.
     *
     * @param top names, of which some go on to the right
     * @param below the row
     * @param records behind it
     */
    static boolean isBelowGroups(HeadRow top, HeadRow below, List<HeadRow> records, int width) {
        boolean goesOn = false;
        boolean alone = false;
        boolean texts = false;
        for (int column = 0; column < width; column++) {
            int at = column;
            String name = below.cell(column);
            List<String> cells = records.stream()
                    .map(row -> row.cell(at))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            if (name.isEmpty()) {
                // A name over two rows, with values below it.
                alone |= !top.cell(column).isEmpty() && !cells.isEmpty();
            } else if (CellKind.of(name) != CellKind.WORD || cells.contains(name)) {
                return false;
            } else {
                goesOn |= column > 0 && top.cell(column).isEmpty();
                texts |= cells.stream().anyMatch(CellKind::isProse);
            }
        }
        return goesOn && alone && texts;
    }

    private static boolean isImportId(String cell) {
        String plain = cell.strip().replace("'", "\"");
        return plain.startsWith("{\"ImportId\"");
    }

    /** Whether a row says what kind of answer its columns have. */
    static boolean isAnswerKinds(HeadRow row) {
        return row.cells().stream().anyMatch(cell -> ANSWER_KINDS.contains(KnownColumns.plain(cell)))
                && row.cells().stream().noneMatch(cell -> switch (CellKind.of(cell)) {
                    case NUMBER, MOMENT, CODE -> true;
                    default -> cell.length() > HeaderFinder.LONGEST_NAME;
                });
    }
}
