/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import java.util.Locale;

/**
 * What spoke loudest about a sample.
 *
 * @param view what was looked at
 * @param rarity how many times sooner than usual random cuts part it from the past; for {@link View#PRIOR} 1, for {@link
 *     View#COMBINATION} how many times as strange as usual the series are together
 * @param level the median of the recent values, in the unit of the series
 */
public record Reason(View view, double rarity, double level) {

    /** One sentence for people. */
    public String text() {
        return switch (view) {
            case PRIOR -> "little history: judged by the " + view.label();
            case COMBINATION ->
                String.format(Locale.ROOT, "%s is %.1f x as strange as usual; level %.6g", view.label(), rarity, level);
            case VALUE, RESIDUAL, LEVEL ->
                String.format(
                        Locale.ROOT,
                        "%s isolates %.1f x faster than its median; level %.6g",
                        view.label(),
                        rarity,
                        level);
        };
    }
}
