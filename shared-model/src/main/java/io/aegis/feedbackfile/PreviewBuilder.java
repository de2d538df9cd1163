/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes of the beginning of a table what is told of it. Good for one table. */
final class PreviewBuilder {

    private static final List<String> REJECTS = List.of("line", "reason", "content");
    private static final int LOOKED_AT = 100;
    private static final int LONGEST_SAMPLE = 200;
    private static final int SHOWN = 12;
    private static final double UNSURE = .3;

    private final TableHead head;
    private final FileOptions options;
    private final TableColumns columns;
    private final List<List<String>> cells;
    private final ColumnChooser chooser;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> why;

    PreviewBuilder(KnownColumns known, TableHead head, FileOptions options) {
        this.head = head;
        this.options = options;
        this.columns = head.header().columns();
        this.cells = cells(head.records(), columns.count());
        this.chooser = new ColumnChooser(known, columns, cells);
        this.why = new HashMap<>(head.why());
    }

    private static List<List<String>> cells(List<HeadRow> rows, int columns) {
        List<List<String>> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int at = column;
            cells.add(rows.stream()
                    .filter(row -> !row.broken())
                    .limit(LOOKED_AT)
                    .map(row -> row.cell(at))
                    .filter(cell -> !cell.isEmpty())
                    .toList());
        }
        return cells;
    }

    FilePreview build() {
        boolean rejects = columns.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList()
                .equals(REJECTS);
        ColumnChooser.Choice choice = rejects
                ? new ColumnChooser.Choice(
                        OptionalInt.of(REJECTS.indexOf("content")), List.of(), "the file is what an import rejected")
                : text();
        why.put("header_row", head.header().why());
        why.put("column", choice.why());
        boolean mapped =
                options.map().isEmpty() || places(choice.column(), rejects).isPresent();
        Map<MetadataField, Place> places = places(choice.column(), rejects).orElse(new EnumMap<>(MetadataField.class));
        if (!head.header().sure()) {
            problems.add("Say whether the first row is a header (header_row="
                    + head.header().line() + ") or a record (header_row=0): it looks like both.");
        }
        if (head.records().isEmpty()) {
            problems.add("Export it again if there should be feedback in it: there is no row below the header.");
        }
        Optional<Boolean> dayFirst = dayFirst(places);
        FileLayout layout = layout(choice.column(), places, dayFirst, rejects);
        tellDoubts(layout);
        boolean needsMapping = !layout.isReadable() || !head.header().sure() || !mapped;
        return new FilePreview(
                layout, shown(), names(choice), layout.isReadable() ? rows(layout) : List.of(), problems, needsMapping);
    }

    private ColumnChooser.Choice text() {
        if (options.column().isPresent()) {
            String wanted = options.column().get();
            OptionalInt column = columns.find(wanted);
            if (column.isPresent()) {
                return new ColumnChooser.Choice(column, List.of(column.getAsInt()), "as asked for");
            }
            problems.add(missing(wanted));
            return new ColumnChooser.Choice(
                    OptionalInt.empty(), chooser.text().candidates(), "there is no column '" + wanted + "'");
        }
        ColumnChooser.Choice choice = chooser.text();
        if (choice.column().isEmpty()) {
            List<String> between = names(choice);
            problems.add("Say which column is the text (column=NAME): " + choice.why() + ". "
                    + (between.isEmpty() ? "The columns are " : "Candidates are ")
                    + listed(between.isEmpty() ? columns.names() : between) + ".");
        }
        return choice;
    }

    private String missing(String wanted) {
        return "Name another column: there is no column '" + wanted + "'. The columns are " + listed(columns.names())
                + ".";
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    private List<String> names(ColumnChooser.Choice choice) {
        return choice.column().isPresent()
                ? List.of()
                : choice.candidates().stream().map(columns.names()::get).toList();
    }

    /** Columns of metadata; empty when one that was asked for is not there. */
    private Optional<Map<MetadataField, Place>> places(OptionalInt text, boolean rejects) {
        Map<MetadataField, Place> places = new EnumMap<>(MetadataField.class);
        if (rejects) {
            return Optional.of(places);
        }
        chooser.metadata(text)
                .forEach((field, column) -> places.put(
                        field,
                        new Place(column, columns.names().get(column).strip().equalsIgnoreCase(field.wireName()))));
        for (Map.Entry<MetadataField, String> each : options.map().entrySet()) {
            OptionalInt column = columns.find(each.getValue());
            if (column.isEmpty()) {
                String problem = missing(each.getValue());
                if (!problems.contains(problem)) {
                    problems.add(problem);
                }
                return Optional.empty();
            }
            places.values().removeIf(place -> place.column() == column.getAsInt());
            places.put(each.getKey(), new Place(column.getAsInt(), true));
        }
        return Optional.of(places);
    }

    private Optional<Boolean> dayFirst(Map<MetadataField, Place> places) {
        Place place = places.get(MetadataField.OCCURRED_AT);
        return place == null ? Optional.empty() : TimestampParser.dayFirst(cells.get(place.column()));
    }

    private void tellDoubts(FileLayout layout) {
        columns.repeated()
                .ifPresent(name -> problems.add("Two columns are called '" + name + "': the second is shown as '" + name
                        + " (2)', and counts as another one."));
        layout.encoding()
                .filter(each -> each.confidence() < UNSURE)
                .ifPresent(each -> problems.add("Look whether special characters are right: the character set "
                        + each.charset() + " is a guess (charset=NAME says another)."));
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
    }

    private FileLayout layout(
            OptionalInt text, Map<MetadataField, Place> places, Optional<Boolean> dayFirst, boolean rejects) {
        return new FileLayout(
                head.packing(),
                head.format(),
                head.encoding().map(Encodings::named),
                head.dialect().map(Encodings::named),
                head.sheet(),
                head.header().line(),
                head.header().start().orElse(RecordPosition.START),
                columns.names(),
                text,
                places,
                dayFirst,
                rejects,
                why);
    }

    private List<FilePreview.Column> shown() {
        List<FilePreview.Column> shown = new ArrayList<>();
        for (int column = 0; column < columns.count(); column++) {
            shown.add(new FilePreview.Column(
                    columns.names().get(column),
                    cells.get(column).stream()
                            .distinct()
                            .limit(FilePreview.SAMPLES)
                            .map(PreviewBuilder::cut)
                            .toList()));
        }
        return shown;
    }

    private static String cut(String cell) {
        return cell.codePointCount(0, cell.length()) <= LONGEST_SAMPLE
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, LONGEST_SAMPLE));
    }

    private List<FilePreview.Row> rows(FileLayout layout) {
        FeedbackRowReader reader = new FeedbackRowReader(layout);
        return head.records().stream()
                .limit(FilePreview.ROWS)
                .map(row -> new FilePreview.Row(row.line(), reader.preview(row)))
                .toList();
    }
}
