/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On virtual time, over tables that can be away. */
class SeriesMemoryTest extends RememberedSeries {

    @Test
    void what_was_sent_is_known_after_a_restart_whether_or_not_it_was_stored_by_then() {
        judge(memory, A, usual(0, 300));
        flush();
        judge(memory, A, usual(300, 400));
        SeriesMemory restarted = remembering(100);

        SeriesVerdicts then = judge(restarted, A, List.of(at(400, 70)));
        SeriesVerdicts neverStopped = judge(A, at(400, 70));

        assertThat(then.history()).isEqualTo(HistoryStatus.KNOWN);
        assertThat(then.samplesSeen()).isEqualTo(401);
        assertThat(then.verdicts()).isEqualTo(neverStopped.verdicts());
        assertThat(then.alerts()).isEqualTo(neverStopped.alerts());
        assertThat(then.verdicts().getFirst().rawScore()).isGreaterThan(0.85);
        assertThat(neverStopped.history()).isEqualTo(HistoryStatus.NEW);
    }

    @Test
    void series_that_are_remembered_are_told_by_one_object() {
        judge(A, at(0, 40));

        Map<Series, List<Measurement>> known =
                memory.known(Map.of(series("a"), List.of(at(1, 40)), B, List.of(at(1, 41))));
        Series remembered =
                memory.known(Map.of(A, List.of(at(2, 40)))).keySet().iterator().next();

        assertThat(known.keySet()).anySatisfy(each -> assertThat(each).isSameAs(remembered));
        assertThat(known).isEqualTo(Map.of(A, List.of(at(1, 40)), B, List.of(at(1, 41))));
    }

    @Test
    void a_detector_is_warmed_with_the_newest_samples_up_to_a_bound() throws Exception {
        table.append(List.of(new SeriesBatch(A, OptionalInt.empty(), usual(0, DetectorWarmUp.WARMED_WITH + 500))));
        assertThat(judge(A, at(9_999, 40)).samplesSeen()).isEqualTo(DetectorWarmUp.WARMED_WITH + 1L);
    }

    @Test
    void samples_that_wait_and_are_stored_by_now_are_learned_once() {
        judge(memory, A, usual(0, 10));
        table.meanwhile = this::flush;
        assertThat(judge(remembering(100), A, List.of(at(10, 40))).samplesSeen())
                .isEqualTo(11);
    }

    @Test
    void a_warm_up_belongs_to_a_series_from_its_first_sample_on() {
        memory.judge(Map.of(A, usual(0, 41)), OptionalInt.of(40), soon());
        assertThat(judge(A, at(41, 40)).verdicts().getFirst().maturity()).isEqualTo(1);
        SeriesVerdicts pending = remembering(100)
                .judge(Map.of(A, List.of(at(42, 40))), OptionalInt.of(1_000), soon())
                .getOrDefault(A, NOTHING);
        assertThat(pending.verdicts().getFirst().maturity()).isEqualTo(1);
        flush();
        SeriesVerdicts stored = remembering(100)
                .judge(Map.of(A, List.of(at(43, 40))), OptionalInt.of(1_000), soon())
                .getOrDefault(A, NOTHING);
        assertThat(stored.verdicts().getFirst().maturity()).isEqualTo(1);
        assertThat(judge(memory, B, usual(0, 42)).verdicts().getLast().maturity())
                .isLessThan(0.5);
    }

    @Test
    void a_history_that_cannot_be_read_is_said_to_be_unreachable_until_it_was_read() throws Exception {
        table.append(List.of(new SeriesBatch(A, OptionalInt.empty(), usual(0, 200))));
        table.away = true;
        table.asked.clear();
        assertThat(judge(A, at(200, 40)).history()).isEqualTo(HistoryStatus.UNREACHABLE);
        assertThat(judge(A, at(201, 40)).history()).isEqualTo(HistoryStatus.UNREACHABLE);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(judge(A, at(202, 40)).history()).isEqualTo(HistoryStatus.UNREACHABLE);
        assertThat(table.asked).as("not more often than every five seconds").containsOnly(Map.entry("find", 1));
        now.incrementAndGet();
        SeriesVerdicts again = judge(A, at(203, 40));
        assertThat(again.history()).isEqualTo(HistoryStatus.UNREACHABLE);
        assertThat(again.samplesSeen()).as("goes on with what it has").isEqualTo(4);
        assertThat(table.asked).containsOnly(Map.entry("find", 2));

        table.away = false;
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(judge(A, at(204, 40)).history()).as("not yet").isEqualTo(HistoryStatus.UNREACHABLE);
        now.incrementAndGet();
        SeriesVerdicts known = judge(A, at(205, 40));
        assertThat(known.history()).isEqualTo(HistoryStatus.KNOWN);
        assertThat(known.samplesSeen()).isEqualTo(206);
    }

    @Test
    void what_is_known_stays_known_while_the_database_is_away() {
        judge(memory, A, usual(0, 10));
        flush();
        SeriesMemory restarted = remembering(100);
        assertThat(judge(restarted, A, List.of(at(10, 40))).history()).isEqualTo(HistoryStatus.KNOWN);
        table.away = true;
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(judge(restarted, A, List.of(at(11, 40))).history()).isEqualTo(HistoryStatus.KNOWN);
    }

    @Test
    void series_that_are_new_in_a_request_are_looked_up_together() {
        judge(C, at(0, 40));
        table.asked.clear();
        Map<Series, List<Measurement>> request = new LinkedHashMap<>();
        request.put(B, List.of(at(0, 40)));
        request.put(A, List.of(at(0, 41)));
        request.put(C, List.of(at(1, 42)));
        Map<Series, SeriesVerdicts> verdicts = memory.judge(request, OptionalInt.empty(), soon());
        assertThat(verdicts.keySet()).containsExactly(B, A, C);
        assertThat(table.asked).containsOnly(Map.entry("find", 1));
        assertThat(table.lookedUp.getLast()).as("the third is known").containsExactlyInAnyOrder(A, B);
    }

    @Test
    void series_that_cannot_be_looked_up_together_are_judged_all_the_same() {
        table.away = true;
        Map<Series, SeriesVerdicts> verdicts =
                memory.judge(Map.of(A, usual(0, 1), B, usual(0, 1)), OptionalInt.empty(), soon());
        assertThat(verdicts.values())
                .extracting(SeriesVerdicts::history)
                .containsExactly(HistoryStatus.UNREACHABLE, HistoryStatus.UNREACHABLE);
        assertThat(table.asked).containsOnly(Map.entry("find", 3));
    }

    @Test
    void no_more_series_are_kept_than_there_is_room_for_those_that_were_touched_last() {
        SeriesMemory small = remembering(2);
        judge(small, A, usual(0, 5));
        judge(small, B, usual(0, 5));
        judge(small, A, usual(5, 6));
        judge(small, C, usual(0, 5));
        assertThat(small.size()).isEqualTo(2);
        assertThat(small.evicted()).isEqualTo(1);
        table.asked.clear();
        judge(small, A, usual(6, 7));
        judge(small, C, usual(5, 6));
        assertThat(table.asked).isEmpty();
        assertThat(judge(small, B, usual(5, 6)).samplesSeen()).isEqualTo(6);
        assertThat(small.evicted()).isEqualTo(2);
    }

    @Test
    void a_series_is_not_evicted_while_it_is_judged() {
        SeriesMemory small = remembering(1);
        table.meanwhile = () -> {
            judge(small, B, usual(0, 1));
            assertThat(small.size()).as("both are judged").isEqualTo(2);
            assertThat(small.evicted()).isZero();
        };
        judge(small, A, usual(0, 1));
        assertThat(small.evicted()).isZero();
        table.asked.clear();
        assertThat(judge(small, A, usual(1, 2)).samplesSeen()).isEqualTo(2);
        assertThat(table.asked).as("it is the same detector").isEmpty();
        judge(small, C, usual(0, 1));
        assertThat(small.size()).as("now that none of them is judged").isEqualTo(1);
        assertThat(small.evicted()).isEqualTo(2);
    }

    @Test
    void what_is_learned_is_known_and_stored_and_the_listeners_hear_of_it() {
        List<String> heard = new ArrayList<>();
        memory.listen((series, sent, verdicts) ->
                heard.add(series.labels() + " " + sent.size() + " " + verdicts.samplesSeen()));
        memory.learn(Map.of(A, usual(0, 30)), soon());
        assertThat(memory.waiting(A)).isEqualTo(usual(0, 30));
        assertThat(memory.waiting(B)).isEmpty();
        judge(A, at(30, 40));
        assertThat(heard).containsExactly("{pod=a} 30 30", "{pod=a} 1 31");
        flush();
        assertThat(memory.waiting(A)).isEmpty();
        assertThat(table.stored(A)).hasSize(31);
    }

    @Test
    void whoever_was_here_leaves_room_for_others() throws Exception {
        judge(memory, A, usual(0, 10));
        assertThat(memory.size()).isEqualTo(1);
        assertThat(memory.waiting(A)).hasSize(10);
        flush();
        judge(A, at(5.5, 90));
        assertThat(CompletableFuture.supplyAsync(() -> {
                            SeriesVerdicts verdicts = judge(memory, A, usual(10, 11));
                            flush();
                            return verdicts.samplesSeen()
                                    + memory.size()
                                    + memory.waiting(A).size();
                        })
                        .get(20, TimeUnit.SECONDS))
                .isEqualTo(12);
    }

    @Test
    void statuses_have_the_names_of_the_contract() {
        assertThat(Arrays.stream(HistoryStatus.values()).map(HistoryStatus::label))
                .containsExactly("new", "known", "behind", "unreachable");
    }

    @Test
    void a_listener_hears_of_a_series_when_it_is_no_longer_held() {
        SeriesMemory small = remembering(1);
        small.listen((series, _, _) -> {
            if (series.equals(A)) {
                judge(small, B, usual(0, 1));
            }
        });
        judge(small, A, usual(0, 1));
        assertThat(small.size()).isEqualTo(1);
        assertThat(small.evicted()).isEqualTo(1);
    }
}
