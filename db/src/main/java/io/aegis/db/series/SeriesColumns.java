/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.helidon.dbclient.DbRow;
import java.util.OptionalInt;

/** What is made of columns of {@code metric_series}. */
final class SeriesColumns {

    private SeriesColumns() {}

    /** Of {@code metric_type} and {@code labels}. */
    static Series series(DbRow row) {
        return Series.of(
                row.column("metric_type").get(MetricType.class),
                LabelsJson.read(row.column("labels").get(String.class)));
    }

    /** Of {@code warmup}. */
    static OptionalInt warmup(DbRow row) {
        return row.column("warmup")
                .as(Integer.class)
                .asOptional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }
}
