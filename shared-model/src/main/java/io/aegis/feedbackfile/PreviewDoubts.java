/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person should look at in the columns of a table, although it can be read. */
final class PreviewDoubts {

    /** Confidence in a character set below which it is told to be a guess. */
    private static final double UNSURE = .5;

    /** A zone that an export puts behind the name of a column: (Europe/Berlin). */
    private static final Pattern ZONE = Pattern.compile("\\(\\p{L}+/[\\p{L}/_]+\\)");

    /** Two bytes of UTF-8 of a letter with an accent, or three of a sign such as a dash, as Windows-1252 shows them. */
    private static final Pattern MISREAD = Pattern.compile(
            "Ã[\u00A0-\u00BF\u0160\u017D\u0178\u0152\u0153\u20AC\u2013\u2014\u2018-\u201E\u2020-\u2022\u2026]|â€[\u0153\u009D\u2122\u02DC\u201C\u201D\u00A6]");

    /** A day and a time before a text. */
    private static final Pattern TIMED =
            Pattern.compile("\\[?\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}[T,]? ?\\d{1,2}:\\d{2}\\S{0,12}[\\s:-]{1,3}\\S");

    private static final int FEW = 3;

    private static final int LONGEST_SAMPLE = 200;

    private final TableColumns columns;
    private final List<List<String>> cells;

    /**
     * Of a table.
     *
     * @param cells those of each column that are not empty
     */
    PreviewDoubts(TableColumns columns, List<List<String>> cells) {
        this.columns = columns;
        this.cells = cells;
    }

    /** In words for a person, one sentence or two each. */
    List<String> of(FileLayout layout) {
        List<String> problems = new ArrayList<>();
        columns.repeated()
                .ifPresent(name -> problems.add("Two columns are called '" + name + "': the second is shown as '" + name
                        + " (2)', and counts as another one."));
        layout.text().ifPresent(text -> misread(text).ifPresent(problems::add));
        layout.text().ifPresent(text -> {
            long timed = cells.get(text).stream()
                    .filter(cell -> TIMED.matcher(cell).lookingAt())
                    .count();
            if (timed >= FEW && timed * 2 > cells.get(text).size()) {
                problems.add(
                        "Put the times that the texts begin with in a column of their own: they are stored as part of"
                                + " the texts, such as '" + cut(cells.get(text).getFirst()) + "'.");
            }
            long json = cells.get(text).stream().filter(CellKind::isJson).count();
            if (json * 2 > cells.get(text).size()) {
                problems.add("Write the fields of '" + columns.names().get(text)
                        + "' as columns, or send the whole as JSON: the texts there are JSON, and stored as they are.");
            }
        });
        Place date = layout.places().get(MetadataField.OCCURRED_AT);
        if (date != null
                && layout.dayFirst().isEmpty()
                && cells.get(date.column()).stream()
                        .anyMatch(cell ->
                                TimestampParser.parse(cell, Optional.empty()).isEmpty()
                                        && TimestampParser.parse(cell, Optional.of(true))
                                                .isPresent())) {
            problems.add("Whether days or months come first in '"
                    + columns.names().get(date.column()) + "' cannot be told: such dates are left out.");
        }
        if (date != null) {
            problems.addAll(unreadable(date));
        }
        layout.places().forEach((field, place) -> {
            if (cells.get(place.column()).stream().anyMatch(FeedbackRowReader::isTooLong)
                    && field != MetadataField.OCCURRED_AT) {
                problems.add("Values of '" + columns.names().get(place.column())
                        + "' with more than 128 characters are too long for the " + field.wireName() + ": "
                        + (FeedbackRowReader.rejects(field, place)
                                ? "their rows are rejected."
                                : "they are left out."));
            }
        });
        return problems;
    }

    /** That the character set is a guess, where no person has to say it. */
    static Optional<String> guess(FileLayout layout) {
        return layout.encoding()
                .filter(each -> each.confidence() < UNSURE)
                .map(each -> "Look whether special characters are right: the character set " + each.charset()
                        + " is a guess (charset=NAME says another).");
    }

    /** That texts were UTF-8, read as another character set and saved so, by who made the file. */
    private Optional<String> misread(int text) {
        List<String> texts = cells.get(text).stream()
                .filter(cell -> MISREAD.matcher(cell).find())
                .toList();
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of("Export the file again as UTF-8: " + texts.size() + " of the "
                        + cells.get(text).size()
                        + " texts looked at were read in a wrong character set before they came here, such as '"
                        + cut(texts.getFirst()) + "', and are stored so.");
    }

    private List<String> unreadable(Place date) {
        List<String> problems = new ArrayList<>();
        String name = columns.names().get(date.column());
        cells.get(date.column()).stream()
                .filter(cell -> TimestampParser.parse(cell, Optional.of(true)).isEmpty()
                        && TimestampParser.parse(cell, Optional.of(false)).isEmpty())
                .findFirst()
                .ifPresent(cell -> problems.add("Write the times in '" + name
                        + "' like 2026-11-20T10:00:00Z: '" + cut(cell) + "' cannot be read, and "
                        + (date.strict() ? "such rows are rejected." : "such times are left out.")));
        int zone = name.endsWith(")") ? name.lastIndexOf('(') : -1;
        if (zone > 0 && ZONE.matcher(name.substring(zone)).matches()) {
            problems.add("Times in '" + name + "' without a zone of their own are taken for UTC.");
        }
        return problems;
    }

    /** A cell as it is shown: its first 200 characters. */
    static String cut(String cell) {
        return cell.codePointCount(0, cell.length()) <= LONGEST_SAMPLE
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, LONGEST_SAMPLE));
    }
}
