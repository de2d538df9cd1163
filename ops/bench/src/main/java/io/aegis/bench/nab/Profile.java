/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

/** What a false row and a missed window cost, by the three profiles of the benchmark. */
enum Profile {
    STANDARD("standard", 0.11, 1),
    LOW_FALSE_POSITIVES("low FP", 0.22, 1),
    LOW_FALSE_NEGATIVES("low FN", 0.11, 2);

    private final String label;
    private final double falseRow;
    private final double missedWindow;

    Profile(String label, double falseRow, double missedWindow) {
        this.label = label;
        this.falseRow = falseRow;
        this.missedWindow = missedWindow;
    }

    String label() {
        return label;
    }

    double falseRow() {
        return falseRow;
    }

    double missedWindow() {
        return missedWindow;
    }
}
