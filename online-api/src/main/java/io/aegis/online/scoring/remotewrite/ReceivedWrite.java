/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.List;

/**
 * What a request of remote write brought.
 *
 * @param series those that are as they should be and have samples
 * @param mistakes what is wrong with others, the first few of them
 * @param refused series that are wrong
 */
record ReceivedWrite(List<RemoteSeries> series, List<String> mistakes, int refused) {

    ReceivedWrite {
        series = List.copyOf(series);
        mistakes = List.copyOf(mistakes);
    }

    int samples() {
        return series.stream().mapToInt(each -> each.samples().size()).sum();
    }

    int histograms() {
        return series.stream().mapToInt(each -> each.histograms().size()).sum();
    }
}
