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
import java.util.stream.IntStream;

/** Makes of the beginning of a table what is told of it. Good for one table. */
final class PreviewBuilder {

    private static final List<String> REJECTS = List.of("line", "reason", "content");
    private static final int LOOKED_AT = 100;
    private static final int SHOWN = 12;

    private final KnownColumns known;
    private final TableHead head;
    private final FileOptions options;
    private final TableColumns columns;
    private final List<List<String>> cells;
    private final ColumnChooser chooser;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> why;

    PreviewBuilder(KnownColumns known, TableHead head, FileOptions options) {
        this.known = known;
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
            problems.add(
                    head.header().rows() > 1
                            ? "Say where the header is (header_row="
                                    + head.header().line()
                                    + ", or header_row=0 if there is none): what stands above line "
                                    + head.header().line() + " would not be read, and looks like records."
                            : "Say whether the first row is a header (header_row="
                                    + head.header().line() + ") or a record (header_row=0): it looks like both.");
        }
        if (head.records().isEmpty()) {
            problems.add("Export it again if there should be feedback in it: there is no row below the header.");
        }
        head.doubts().forEach(problems::addFirst);
        Optional<String> levels = options.column().isPresent() ? Optional.empty() : LogLines.levels(columns, cells);
        levels.ifPresent(name -> problems.addFirst("Say which column is the text (column=NAME) if customers wrote it: '"
                + name + "' has the levels of a program's log, which is for the log intake (/v1/logs,"
                + " /loki/api/v1/push)."));
        Optional<Boolean> dayFirst = dayFirst(places);
        FileLayout layout = layout(choice.column(), places, dayFirst, rejects);
        if (head.charsets().isEmpty()) {
            PreviewDoubts.guess(layout).ifPresent(problems::add);
        }
        problems.addAll(new PreviewDoubts(columns, cells).of(layout));
        problems.addAll(RowsWithoutText.of(head, layout));
        boolean needsMapping = !layout.isReadable()
                || isFoundBesideOthers(choice)
                || !head.header().sure()
                || !mapped
                || levels.isPresent()
                || !head.doubts().isEmpty();
        if (needsMapping && !head.otherSheets().isEmpty()) {
            problems.addFirst("Say which sheet the feedback is on (sheet=NAME): '"
                    + layout.sheet().map(FileLayout.SheetName::name).orElse("") + "' was looked at; there are also "
                    + listed(head.otherSheets()) + ".");
        } else if (!head.otherSheets().isEmpty()) {
            problems.add("Say another sheet (sheet=NAME) if the feedback is not on '"
                    + layout.sheet().map(FileLayout.SheetName::name).orElse("") + "': "
                    + listed(head.otherSheets()) + " will not be read.");
        }
        return new FilePreview(
                layout,
                shown(),
                names(choice),
                head.charsets(),
                layout.isReadable() ? rows(layout) : List.of(),
                problems,
                needsMapping);
    }

    /** Rows with something behind the last column that has a name: perhaps the rest of a text that is not in quotes. */
    private long overflowing() {
        int named = head.header().named();
        return head.format() != FileFormat.CSV
                ? 0
                : head.records().stream()
                        .filter(row -> !row.broken())
                        .filter(row -> IntStream.range(named, row.cells().size())
                                .anyMatch(column -> named < columns.count()
                                        && !row.cell(column).isEmpty()))
                        .count();
    }

    /** Whether the text was told by what is in a sheet, which may be the wrong one of several. */
    private boolean isFoundBesideOthers(ColumnChooser.Choice choice) {
        return !head.otherSheets().isEmpty()
                && options.column().isEmpty()
                && choice.column().stream()
                        .noneMatch(column -> columns.namesOf(column).stream()
                                .anyMatch(name -> known.textTier(name).isPresent()));
    }

    private ColumnChooser.Choice text() {
        long overflowing = overflowing();
        if (overflowing > 0) {
            problems.add(
                    "Put texts that contain the separator in quotes, or say which column is the text (column=NAME) if "
                            + "nothing of it stands behind the last name: " + overflowing + " of the "
                            + head.records().size() + " rows looked at have more fields than the header has names.");
        }
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
        ColumnChooser.Choice choice = isBlank()
                ? new ColumnChooser.Choice(
                        OptionalInt.empty(), List.of(), "the rows looked at have nothing in any column")
                : chooser.text();
        if (overflowing > 0) {
            List<Integer> open = IntStream.range(0, columns.count())
                    .filter(column -> column >= head.header().named()
                            || choice.candidates().contains(column))
                    .boxed()
                    .toList();
            return new ColumnChooser.Choice(
                    OptionalInt.empty(), open, "rows have more fields than the header has names");
        }
        if (choice.column().isEmpty()) {
            List<String> between = names(choice);
            problems.add("Say which column is the text (column=NAME): " + choice.why() + ". "
                    + (between.isEmpty() ? "The columns are " : "Candidates are ")
                    + listed(between.isEmpty() ? columns.names() : between) + ".");
        }
        return choice;
    }

    /** Whether there are rows with nothing in them that is read: JSON whose fields lie too deep, above all. */
    private boolean isBlank() {
        return !head.records().isEmpty()
                && cells.stream().allMatch(List::isEmpty)
                && head.records().stream().noneMatch(row -> row.broken() || isFaulty(row));
    }

    private boolean isFaulty(HeadRow row) {
        return IntStream.range(0, columns.count()).anyMatch(row::isFaulty);
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
                            .map(PreviewDoubts::cut)
                            .toList()));
        }
        return shown;
    }

    private List<FilePreview.Row> rows(FileLayout layout) {
        FeedbackRowReader reader = new FeedbackRowReader(layout);
        return head.records().stream()
                .limit(FilePreview.ROWS)
                .map(row -> new FilePreview.Row(row.line(), reader.preview(row)))
                .toList();
    }
}
