/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.feedbackfile.FileOptions;
import io.aegis.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a misspelt name of an option, which would leave what is said unheard: one that is hardly different, that is longer or shorter
 * only, or that other programs use for the same. Names that are like none, as forms of browsers have, are nobody's business here.
 */
final class OptionNames {

    private static final int LONGEST = 40;
    private static final int SHORTEST = 4;

    /** One letter in so many may be wrong. */
    private static final int LETTERS = 4;

    /** What other programs call the same. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "encoding", "charset",
            "delimiter", "separator",
            "delim", "separator",
            "sep", "separator",
            "worksheet", "sheet",
            "tab", "sheet",
            "header", "header_row",
            "skiprows", "header_row",
            "textcolumn", "column",
            "field", "column");

    private OptionNames() {}

    /**
     * Refuses a name that is meant to be one of an option and is none.
     *
     * @throws ProblemException 422 with the nearest name that there is
     */
    static void refuseMisspelt(String name) {
        nearest(name).ifPresent(option -> {
            throw ProblemException.invalid(
                    name,
                    "must be called " + option + ", if that is meant; there are " + String.join(", ", Upload.OPTIONS));
        });
    }

    /** Why a name where there are to be options only is none, with the nearest that there is; empty when it is one. */
    static Optional<String> mistakeIn(String name) {
        return Upload.OPTIONS.contains(name)
                ? Optional.empty()
                : Optional.of(nearest(name)
                                .map(option -> "must be called " + option + ", if that is meant")
                                .orElse("is no option")
                        + "; there are " + String.join(", ", Upload.OPTIONS));
    }

    /** The option that a name is hardly different from; empty for the options themselves, and for what is like none. */
    static Optional<String> nearest(String name) {
        if (Upload.OPTIONS.contains(name) || name.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = plain(name);
        String elsewhere = ELSEWHERE.get(plain);
        if (elsewhere != null) {
            return Optional.of(elsewhere);
        }
        List<String> options = name.startsWith(FileOptions.MAP)
                ? Upload.OPTIONS.stream()
                        .filter(option -> option.startsWith(FileOptions.MAP))
                        .toList()
                : Upload.OPTIONS;
        return options.stream()
                .filter(option -> isLike(plain, plain(option)))
                .min(Comparator.comparingInt(option -> distance(plain, plain(option))));
    }

    /** Without the signs that join words, and without case. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean isLike(String name, String option) {
        return distance(name, option) <= Math.max(1, option.length() / LETTERS)
                || (name.length() > SHORTEST && option.startsWith(name))
                || (option.length() > SHORTEST && name.startsWith(option));
    }

    /** Letters that have to be changed, left out, put in or swapped with their neighbours (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] least = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(least, one, other, i, j);
            }
        }
        return least[one.length()][other.length()];
    }

    private static int step(int[][] least, String one, String other, int i, int j) {
        int change = least[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int without = Math.min(change, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(without, least[i - 2][j - 2] + 1) : without;
    }
}
