/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import java.io.IOException;

/** Says when somebody would be woken. */
@FunctionalInterface
interface PageJudge {

    /**
     * The pages of a series.
     *
     * @throws IOException when nobody answers, or not what was expected
     */
    WakeUps judge(MadeSeries series) throws IOException, InterruptedException;
}
