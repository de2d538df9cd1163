/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What programs and people write where there is no text, and what they put between rows; the list is bounded, and documented. */
final class Placeholders {

    private static final int LONGEST = 40;

    private static final Set<String> NOTHING = Set.of(
            "n/a",
            "na",
            "n.a.",
            "#n/a",
            "#nv",
            "#name?",
            "#ref!",
            "#value!",
            "#div/0!",
            "#num!",
            "#null!",
            "#spill!",
            "#wert!",
            "#bezug!",
            "#zahl!",
            "null",
            "(null)",
            "<null>",
            "[null]",
            "\\n",
            "nil",
            "nan",
            "none",
            "(none)",
            "undefined",
            "(blank)",
            "(empty)",
            "(leer)",
            "k.a.",
            "k. a.",
            "k.a",
            "keine angabe",
            "keine angaben",
            "n/d",
            "n.d.",
            "s/o",
            "n.v.t.",
            "b.d.",
            "brak danych",
            "(vide)",
            "(en blanco)",
            "(vuoto)",
            "(em branco)",
            "(leeg)",
            "(puste)",
            "(boş)",
            "aucun",
            "ninguno",
            "nessuno",
            "nenhum",
            "geen",
            "brak",
            "yok");

    /** What programs write for a value that is none. */
    private static final Set<String> NULLS = Set.of(
            "null", "(null)", "<null>", "[null]", "\\n", "nil", "nan", "none", "undefined", "nat", "n/a", "#n/a");

    /** Signs that stand for nothing, however many: dashes and dots. */
    private static final Pattern SIGNS = Pattern.compile("[-–—_.…]{1,40}");

    /** A line that a program draws below a header. */
    private static final Pattern RULE = Pattern.compile("[-=+]{2,}");

    /** What programs of CP/M and DOS write behind the last line (control Z), and some exports of old systems still do. */
    private static final Pattern END_OF_FILE = Pattern.compile("\u001A{1,128}");

    private static final Pattern COUNT = Pattern.compile("\\(\\d{1,12}"
            + " (?:rows?|records?|zeilen?|datensätze?|lignes?|filas?|righe|riga|linhas?|rijen|rij|wiersz[ey]?|satır)(?:"
            + " \\p{L}{1,20}){0,2}\\)");

    /** What reports have below the last record. Averages are not among them: that is a judgement too, and people write it. */
    private static final Set<String> TOTALS = Set.of(
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sum",
            "gesamt",
            "summe",
            "gesamtsumme",
            "gesamtergebnis",
            "zwischensumme",
            "total général",
            "total general",
            "suma total",
            "totale",
            "totale generale",
            "razem",
            "genel toplam",
            "toplam",
            "totaal",
            "eindtotaal");

    private Placeholders() {}

    /** Whether a text is only what reports call the sum of what stands above it. */
    static boolean isTotal(String text) {
        String plain = text.length() > LONGEST ? "" : text.strip().toLowerCase(Locale.ROOT);
        return TOTALS.contains(plain.endsWith(":") ? plain.substring(0, plain.length() - 1) : plain);
    }

    /** Whether a text only says that there is none. */
    static boolean isOne(String text) {
        String plain = text.length() > 2 * LONGEST ? "" : text.strip().toLowerCase(Locale.ROOT);
        return !plain.isEmpty()
                && plain.length() <= LONGEST
                && (NOTHING.contains(plain) || SIGNS.matcher(plain).matches());
    }

    /** Whether a field of metadata only says that it has no value. Dashes may be one, and NA is a country. */
    static boolean isNull(String value) {
        return value.length() <= LONGEST && NULLS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether a record is a line below the header, the count of rows at the end of a query's result, or a mark of the end. */
    static boolean isDecoration(List<String> cells) {
        List<String> filled = cells.stream()
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
        return (!filled.isEmpty()
                        && filled.stream().allMatch(cell -> RULE.matcher(cell).matches()))
                || filled.equals(List.of(BackslashEscapes.END))
                || (filled.size() == 1 && END_OF_FILE.matcher(filled.getFirst()).matches())
                || (filled.size() == 1
                        && filled.getFirst().length() <= LONGEST
                        && COUNT.matcher(filled.getFirst().toLowerCase(Locale.ROOT))
                                .matches());
    }
}
