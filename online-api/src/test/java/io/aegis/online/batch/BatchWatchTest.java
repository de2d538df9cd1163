/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchWatchTest {

    @Test
    void two_looks_in_vain_make_it_away_and_one_answer_brings_it_back() {
        WireMockServer batch =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        batch.start();
        try (BatchWatch watch = new BatchWatch(URI.create(batch.baseUrl()))) {
            batch.stubFor(WireMock.get("/health/live").willReturn(WireMock.serverError()));
            assertThat(watch.away()).isFalse();
            watch.look();
            assertThat(watch.away()).isFalse();
            watch.look();
            assertThat(watch.away()).isTrue();

            batch.stubFor(WireMock.get("/health/live").willReturn(WireMock.ok()));
            watch.look();
            assertThat(watch.away()).isFalse();

            batch.stop();
            watch.look();
            watch.look();
            assertThat(watch.away()).isTrue();
        } finally {
            batch.stop();
        }
    }

    @Test
    void it_shows_within_ten_seconds() {
        // Two looks, each with two seconds to wait and two until the next.
        assertThat(BatchWatch.EVERY.plusSeconds(2).multipliedBy(2)).isLessThan(Duration.ofSeconds(10));
    }
}
