/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.FileLayout.TextDialect;
import io.aegis.feedbackfile.FileLayout.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Gives back what a layout tells by name. */
final class Encodings {

    private static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, 0, 1, "");

    private Encodings() {}

    /** How the text of a file is encoded; a file that is none counts as UTF-8. */
    static Encoding of(FileLayout layout) {
        return layout.encoding()
                .map(each -> new Encoding(Charset.forName(each.charset()), each.mark(), each.confidence(), ""))
                .orElse(UTF_8);
    }

    /** How its records are encoded when they are read: character sets whose bytes cannot be split become UTF-8. */
    static Encoding ofRecords(FileLayout layout) {
        Encoding encoding = of(layout);
        return encoding.isSplittable() ? encoding : UTF_8;
    }

    /** How its fields are set apart. */
    static Dialect dialect(FileLayout layout) {
        TextDialect dialect = layout.dialect().orElseThrow();
        return new Dialect(
                Dialect.separator(dialect.separator()).orElseThrow(),
                Dialect.Quoting.valueOf(dialect.quoting().toUpperCase(Locale.ROOT)));
    }

    static TextEncoding named(Encoding encoding) {
        return new TextEncoding(encoding.charset().name(), encoding.confidence(), encoding.mark());
    }

    static TextDialect named(Dialect dialect) {
        return new TextDialect(
                Dialect.separatorName(dialect.separator()),
                dialect.quoting().name().toLowerCase(Locale.ROOT));
    }
}
