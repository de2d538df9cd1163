/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.problem.ProblemException;

/** What may be made of one request, counted before it is made. Used by the request's own thread only. */
final class OtlpBudget {

    /** Most data points, spans or records of a request. */
    static final int MAX_POINTS = 50_000;

    /** Most names and values of all attributes and bodies of records. */
    static final int MAX_VALUES = 400_000;

    /** Most buckets and bounds of all histograms. */
    static final int MAX_BUCKETS = 1_000_000;

    /** Most resources, scopes and metrics. */
    static final int MAX_GROUPS = 50_000;

    private int points;
    private int values;
    private int buckets;
    private int groups;

    void point() {
        points++;
        check(points, MAX_POINTS, "data points, spans or records");
    }

    void value() {
        values++;
        check(values, MAX_VALUES, "attributes");
    }

    void bucket() {
        buckets++;
        check(buckets, MAX_BUCKETS, "buckets");
    }

    void group() {
        groups++;
        check(groups, MAX_GROUPS, "resources, scopes and metrics");
    }

    private static void check(int count, int most, String what) {
        if (count > most) {
            throw ProblemException.tooLarge("A request may have up to " + most + " " + what + ".");
        }
    }
}
