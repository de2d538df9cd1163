/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights<String> flights = new Flights<>();
    private final ContentHash hash = ContentHash.of(FeedbackText.of("the app crashes"));
    private final ContentHash other = ContentHash.of(FeedbackText.of("the app is great"));

    @Test
    void the_first_leads_and_the_next_gets_its_future() {
        CompletableFuture<String> first = new CompletableFuture<>();

        assertThat(flights.join(hash, first)).isEmpty();
        assertThat(flights.join(hash, new CompletableFuture<>())).containsSame(first);
        assertThat(flights.join(other, new CompletableFuture<>())).isEmpty();
        assertThat(flights.size()).isEqualTo(2);
    }

    @Test
    void after_landing_the_next_identical_text_leads() {
        CompletableFuture<String> first = new CompletableFuture<>();
        flights.join(hash, first);
        flights.land(hash, first);

        assertThat(flights.size()).isZero();
        assertThat(flights.join(hash, new CompletableFuture<>())).isEmpty();
    }

    @Test
    void nobody_lands_the_flight_of_another() {
        CompletableFuture<String> first = new CompletableFuture<>();
        flights.join(hash, first);
        flights.land(hash, new CompletableFuture<>());

        assertThat(flights.join(hash, new CompletableFuture<>())).containsSame(first);
    }
}
