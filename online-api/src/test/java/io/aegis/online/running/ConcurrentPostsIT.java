/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.faults.FaultWall;
import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrentPostsIT {

    @Test
    void of_two_thousand_posts_at_once_each_is_stored_or_honestly_refused_and_then_accepted() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, Map.of())) {
            List<String> texts = IntStream.range(0, 2_000)
                    .mapToObj(i -> "Parcel number " + i + " arrived broken and nobody answers")
                    .toList();
            List<String> left = texts;
            int rounds = 0;
            while (!left.isEmpty()) {
                assertThat(rounds++).as("rounds until all are accepted").isLessThan(20);
                left = acceptedOrLeft(api, left, rounds == 1);
                if (!left.isEmpty()) {
                    waitForRetryAfter();
                }
            }

            assertThat(database.number("SELECT COUNT(*) FROM feedback")).isEqualTo(2_000);
            assertThat(database.number("SELECT COUNT(DISTINCT content_hash) FROM feedback"))
                    .isEqualTo(2_000);
        }
    }

    /** As the answers ask for: a client that does not wait for Retry-After only keeps the server busy refusing. */
    private static void waitForRetryAfter() throws Exception {
        new CompletableFuture<>().completeOnTimeout(null, 1, TimeUnit.SECONDS).get();
    }

    private static List<String> acceptedOrLeft(ApiProcess api, List<String> texts, boolean first) throws Exception {
        List<Reply> replies = api.postAtOnce(texts);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Reply reply = replies.get(i);
            if (reply.status() == 503) {
                assertThat(reply.header("Retry-After")).as(reply.toString()).isPresent();
                left.add(texts.get(i));
            } else {
                // A repeat may meet the row of its own post, whose commit was not confirmed in time.
                assertThat(reply.status()).as(reply.toString()).isIn(first ? List.of(201) : List.of(200, 201));
                assertThat(reply.body().path("raw_content").asText()).isEqualTo(texts.get(i));
            }
        }
        return left;
    }

    @Test
    void five_hundred_identical_posts_to_two_processes_make_one_row_and_one_call_each() throws Exception {
        try (FaultWall wall = FaultWall.start(0);
                RealDatabase database = RealDatabase.shared();
                ApiProcess one = ApiProcess.start(database, llm(wall, "slow-100"));
                ApiProcess two = ApiProcess.start(database, llm(wall, "slow-100"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> texts = Collections.nCopies(250, "I was charged twice and I want my money back");
            List<Reply> accepted = new ArrayList<>();
            int left = 250;
            int rounds = 0;
            while (left > 0) {
                assertThat(rounds++).as("rounds until all are accepted").isLessThan(20);
                List<String> now = texts.subList(0, left);
                Future<List<Reply>> first = clients.submit(() -> one.postAtOnce(now));
                Future<List<Reply>> second = clients.submit(() -> two.postAtOnce(now));
                List<Reply> replies = new ArrayList<>(first.get());
                replies.addAll(second.get());
                assertThat(replies).allMatch(reply -> List.of(200, 201, 503).contains(reply.status()));
                replies.stream().filter(reply -> reply.status() != 503).forEach(accepted::add);
                left = (500 - accepted.size() + 1) / 2;
                if (left > 0) {
                    waitForRetryAfter();
                }
            }

            assertThat(accepted.stream().map(Reply::id).distinct()).hasSize(1);
            // None when the only commit was confirmed too late: then everybody was told to ask again, and found it.
            assertThat(accepted).filteredOn(reply -> reply.status() == 201).hasSizeLessThanOrEqualTo(1);
            assertThat(database.number("SELECT COUNT(*) FROM feedback")).isEqualTo(1);
            assertThat(wall.calls("slow-100")).isBetween(1, 2 * rounds);
            long inserts =
                    accepted.stream().filter(reply -> reply.status() == 201).count();
            Await.until(
                    "all submissions counted",
                    () -> database.number("SELECT submissions FROM feedback") == accepted.size() + 1 - inserts);
        }
    }

    static Map<String, String> llm(FaultWall wall, String model) {
        return Map.of("OPENAI_BASE_URL", wall.baseUrl(), "OPENAI_API_KEY", "any", "OPENAI_MODEL", model);
    }
}
