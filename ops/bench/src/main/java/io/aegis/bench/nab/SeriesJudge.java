/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import java.io.IOException;

/** Scores the rows of a series, each by what came before it. */
@FunctionalInterface
interface SeriesJudge {

    /**
     * The alert score of every row, 0 to 1.
     *
     * @throws IOException when nobody answers, or not what was expected
     */
    double[] scores(NabSeries series) throws IOException, InterruptedException;
}
