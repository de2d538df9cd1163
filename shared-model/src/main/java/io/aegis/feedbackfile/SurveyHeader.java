/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Headers of surveys, which take several rows: SurveyMonkey's two, Qualtrics' three. */
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
            "sonstiges bitte angeben");

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
        for (int i = 2; i < Math.min(within, rows.size()); i++) {
            if (rows.get(i).cells().stream().anyMatch(SurveyHeader::isImportId)) {
                HeadRow codes = rows.get(i - 2);
                HeadRow questions = rows.get(i - 1);
                List<String> names = new ArrayList<>();
                List<List<String>> aliases = new ArrayList<>();
                for (int column = 0; column < width; column++) {
                    String code = codes.cell(column);
                    String question = questions.cell(column);
                    names.add(question.isEmpty() ? code : question);
                    aliases.add(List.of(code, question));
                }
                return Optional.of(new Header(
                        (int) codes.line(),
                        i + 1,
                        TableColumns.of(names, aliases),
                        true,
                        "it has the three rows of Qualtrics",
                        Optional.of(rows.get(i).end())));
            }
        }
        return Optional.empty();
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
