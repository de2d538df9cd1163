/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.Compression;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.RowOutcome;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A preview for people at a terminal. Control characters of the file do not get there. */
final class PreviewText {

    private static final int WIDTH = 100;
    private static final int NAME = 28;
    private static final int MOST_COLUMNS = 40;

    private final StringBuilder out = new StringBuilder();

    private PreviewText() {}

    /** The preview, in lines. */
    static String of(FilePreview preview) {
        PreviewText text = new PreviewText();
        text.layout(preview.layout());
        text.columns(preview);
        text.rows(preview.rows());
        preview.problems().forEach(problem -> text.line("! " + plain(problem)));
        return text.out.toString();
    }

    private void layout(FileLayout layout) {
        Map<String, String> why = layout.why();
        String packed = layout.packing() == Compression.NONE
                ? ""
                : ", packed with " + layout.packing().wireName();
        told("format", layout.format().wireName() + packed, why.get("format"));
        layout.encoding()
                .ifPresent(each -> told(
                        "charset",
                        each.charset() + ", " + Math.round(each.confidence() * 100) + " % sure",
                        why.get("charset")));
        layout.dialect().ifPresent(each -> told("separator", each.separator(), why.get("separator")));
        layout.sheet().ifPresent(each -> told("sheet", each.name(), why.get("sheet")));
        told("header", layout.headerRow() == 0 ? "none" : "line " + layout.headerRow(), why.get("header_row"));
        told("text", layout.column().orElse("?"), why.get("column"));
        if (!layout.places().isEmpty()) {
            StringJoiner map = new StringJoiner(", ");
            layout.places()
                    .forEach((field, place) ->
                            map.add(field.wireName() + "=" + layout.columns().get(place.column())));
            told("metadata", map.toString(), null);
        }
    }

    private void told(String what, String value, @Nullable String why) {
        line("%-10s %s%s".formatted(what, plain(value), why == null ? "" : "  (" + plain(why) + ")"));
    }

    private void columns(FilePreview preview) {
        line("");
        List<FilePreview.Column> columns = preview.columns();
        for (int i = 0; i < Math.min(MOST_COLUMNS, columns.size()); i++) {
            FilePreview.Column column = columns.get(i);
            boolean marked = preview.candidates().contains(column.name())
                    || column.name().equals(preview.layout().column().orElse(""));
            line(cut(("%s%3d  %-" + NAME + "s  %s")
                    .formatted(
                            marked ? "*" : " ",
                            i + 1,
                            plain(column.name()),
                            plain(String.join(" | ", column.samples())))));
        }
        if (columns.size() > MOST_COLUMNS) {
            line("      and " + (columns.size() - MOST_COLUMNS) + " more columns");
        }
    }

    private void rows(List<FilePreview.Row> rows) {
        line("");
        for (FilePreview.Row row : rows) {
            String shown = switch (row.outcome()) {
                case RowOutcome.Submitted submitted ->
                    PreviewJson.problem(submitted.text())
                            .map(problem -> "rejected: " + problem)
                            .orElseGet(() -> PreviewJson.clean(submitted.text()));
                case RowOutcome.Rejected rejected -> "rejected: " + rejected.reason();
                case RowOutcome.Empty _ -> "empty";
            };
            line(cut("line %-6d %s".formatted(row.line(), plain(shown))));
        }
    }

    private static String cut(String line) {
        return line.codePointCount(0, line.length()) <= WIDTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, WIDTH - 1)) + "…";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
    }
}
