/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import io.aegis.settings.Listen;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrossSiteFilterTest {

    private static final AllowedOrigins.Page FOREIGN =
            new AllowedOrigins.Page(List.of("https://evil.example"), List.of("cross-site"), "localhost:8080");
    private static final AllowedOrigins.Page OWN =
            new AllowedOrigins.Page(List.of("http://localhost:8080"), List.of("same-origin"), "localhost:8080");
    private static final SentKeys SECRET = new SentKeys(Set.of("of-one's-own"));
    private static final SentKeys DEFAULT = new SentKeys(Set.of(Listen.DEFAULT_API_KEY));

    private final CrossSiteFilter filter =
            new CrossSiteFilter(new AllowedHosts(true, Set.of()), new AllowedOrigins(Set.of()));

    @Test
    void a_foreign_name_is_misdirected() {
        assertThat(filter.misdirected(List.of("localhost:8080"))).isEmpty();
        assertThat(filter.misdirected(List.of("evil.example")))
                .get()
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.MISDIRECTED);
    }

    @Test
    void a_foreign_page_changes_nothing_without_a_key_of_its_own() {
        assertThat(filter.forged(false, DEFAULT, true, FOREIGN))
                .get()
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.FORBIDDEN);
        assertThat(filter.forged(false, SECRET, false, FOREIGN)).isPresent();
        assertThat(filter.forged(false, SECRET, true, FOREIGN)).isEmpty();
    }

    @Test
    void reading_and_the_own_pages_are_free() {
        assertThat(filter.forged(true, DEFAULT, true, FOREIGN)).isEmpty();
        assertThat(filter.forged(false, DEFAULT, true, OWN)).isEmpty();
        assertThat(List.of("GET", "HEAD", "OPTIONS")).allMatch(CrossSiteFilter::isSafe);
        assertThat(List.of("POST", "PUT", "PATCH", "DELETE", "get")).noneMatch(CrossSiteFilter::isSafe);
    }
}
