/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTypeTest {

    @Test
    void each_uri_has_one_status_and_one_title() {
        assertThat(ProblemType.values()).extracting(ProblemType::uri).doesNotHaveDuplicates();
        assertThat(ProblemType.values())
                .filteredOn(type -> type != ProblemType.DISK)
                .as("a full disk is unavailable too, and told by its own name")
                .extracting(ProblemType::status)
                .doesNotHaveDuplicates();
        assertThat(ProblemType.values()).extracting(ProblemType::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "400, malformed",
        "401, unauthorised",
        "403, forbidden",
        "404, not-found",
        "405, method-not-allowed",
        "406, not-acceptable",
        "409, conflict",
        "413, too-large",
        "415, unsupported-media-type",
        "418, malformed",
        "421, misdirected",
        "422, invalid",
        "429, rate-limited",
        "500, internal",
        "502, internal",
        "503, unavailable",
        "302, internal"
    })
    void every_status_is_of_a_kind(int status, String kind) {
        assertThat(ProblemType.ofStatus(status).uri()).isEqualTo("urn:aegis:problem:" + kind);
    }
}
