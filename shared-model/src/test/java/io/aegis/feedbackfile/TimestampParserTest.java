/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "2026-11-20T10:00:00+02:00!2026-11-20T08:00:00Z",
                "2026-11-20T10:00:00.123Z!2026-11-20T10:00:00Z",
                "2026-11-20 10:00!2026-11-20T10:00:00Z",
                "2026-11-20 10:00:01 UTC!2026-11-20T10:00:01Z",
                "2026-11-20 10:00:00 -0500!2026-11-20T15:00:00Z",
                "2026-11-20!2026-11-20T00:00:00Z",
                "2026/1/3!2026-01-03T00:00:00Z",
                "20.11.2026!2026-11-20T00:00:00Z",
                "3.1.26 09:05!2026-01-03T09:05:00Z",
                "20.11.2026, 10:00 Uhr!2026-11-20T10:00:00Z",
                "01/13/2026 10:00:00 PM!2026-01-13T22:00:00Z",
                "13/01/2026 12:30 AM!2026-01-13T00:30:00Z",
                "04/04/2026!2026-04-04T00:00:00Z",
                "1767434400!2026-01-03T10:00:00Z",
                "1767434400000!2026-01-03T10:00:00Z",
                "January 3, 2026!2026-01-03T00:00:00Z",
                "Jan 3, 2026, 4:05 PM!2026-01-03T16:05:00Z",
                "3 Jan 2026 16:05!2026-01-03T16:05:00Z",
                "3. Januar 2026!2026-01-03T00:00:00Z",
                "2026/01/05 3:04:05 PM GMT+1!2026-01-05T14:04:05Z",
                "2026/01/05 3:04:05 PM UTC-5:30!2026-01-05T20:34:05Z",
                "2026/01/01 10:00:00 AM MEZ!2026-01-01T09:00:00Z",
                "2026/07/01 10:00:00 AM MESZ!2026-07-01T08:00:00Z",
                "2026-01-03 10:00 PST!2026-01-03T18:00:00Z"
            })
    void moments_as_exports_write_them(String written, Instant moment) {
        assertThat(TimestampParser.parse(written, Optional.empty())).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "1969-01-01T00:00:00Z",
                "2026-13-01",
                "2026-01-03 25:00",
                "2026-01-03 at noon",
                "03/04/2026",
                "99/99/2026",
                "20261120",
                "10:00",
                "2026-01-03 10:00 XYZ",
                "2026-01-03 10:00 GMT+19",
                "2026-01-03T10:00:00+99:00"
            })
    void what_is_none_or_may_be_two(String written) {
        assertThat(TimestampParser.parse(written, Optional.empty())).isEmpty();
    }

    @Test
    void the_other_rows_tell_whether_days_come_first() {
        assertThat(TimestampParser.dayFirst(List.of("03/04/2026", "25/04/2026")))
                .contains(true);
        assertThat(TimestampParser.dayFirst(List.of("03/04/2026", "04/25/2026")))
                .contains(false);
        assertThat(TimestampParser.dayFirst(List.of("03/04/2026"))).isEmpty();
        assertThat(TimestampParser.dayFirst(List.of("25/04/2026", "04/25/2026", "x")))
                .isEmpty();
        assertThat(TimestampParser.parse("03/04/2026", Optional.of(true)))
                .contains(Instant.parse("2026-04-03T00:00:00Z"));
        assertThat(TimestampParser.parse("03/04/2026", Optional.of(false)))
                .contains(Instant.parse("2026-03-04T00:00:00Z"));
    }

    @Property(tries = 500)
    void nothing_breaks_it(@ForAll String written) {
        assertThat(TimestampParser.parse(written, Optional.empty()).orElse(Instant.EPOCH))
                .isAfterOrEqualTo(Instant.EPOCH);
    }
}
