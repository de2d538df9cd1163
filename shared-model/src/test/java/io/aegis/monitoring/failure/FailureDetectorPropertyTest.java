/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FailureDetectorPropertyTest {

    /** Windows that follow on each other by some minutes, the first at some moment. */
    record Case(Instant moment, Duration length, List<Observations> windows) {}

    /** A detector with all that it remembers. */
    private static final class Watcher {

        private final FailureDetector detector;
        private final LogTemplateHistory book = new LogTemplateHistory();
        private final RecordedMetrics metrics = new RecordedMetrics();

        Watcher(Duration length) {
            detector = new FailureDetector(length);
        }

        /** As the service does it: samples are judged, then remembered. */
        FailureVerdict judge(Observations observed, Instant now) {
            FailureVerdict verdict = detector.judge(observed, now, metrics, book);
            metrics.learn(HostileWindows.flat(observed));
            return verdict;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(HostileWindows.moments(), HostileWindows.lengths())
                .flatAs((moment, length) -> Combinators.combine(
                                HostileWindows.around(moment),
                                HostileWindows.around(moment.plusSeconds(90)),
                                HostileWindows.around(moment.plusSeconds(240)))
                        .as((one, two, three) -> new Case(moment, length, List.of(one, two, three))));
    }

    @Property(tries = 300)
    void verdicts_are_well_formed_whatever_comes(@ForAll("cases") Case any) {
        var watcher = new Watcher(any.length());
        for (Observations observed : any.windows()) {
            FailureVerdict verdict = watcher.judge(observed, any.moment());
            assertThat(verdict.confidence()).isBetween(0.0, 1.0);
            assertThat(verdict.typeConfidence()).isBetween(0.0, 1.0);
            assertThat(verdict.located()).isBetween(0.0, 0.9);
            assertThat(verdict.margin()).isFinite();
            assertThat(verdict.type().isPresent()).isEqualTo(verdict.detected());
            assertThat(verdict.rootCause().isPresent()).isEqualTo(verdict.detected());
            assertThat(verdict.actions()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(verdict.actions().equals(List.of(RemediationAction.NO_ACTION)))
                    .isEqualTo(!verdict.detected() && verdict.idle().isEmpty());
            assertThat(verdict.affected())
                    .doesNotHaveDuplicates()
                    .isSubsetOf(HostileWindows.services(observed))
                    .hasSizeLessThanOrEqualTo(100);
            assertThat(verdict.suspects())
                    .allSatisfy(suspect ->
                            assertThat(suspect.suspicion()).isFinite().isNotNegative());
            verdict.rootCause().ifPresent(cause -> {
                String root = verdict.suspects().getFirst().service();
                if (!root.equals(FailureVerdict.NAMELESS)) {
                    assertThat(verdict.affected()).startsWith(root);
                }
                assertThat(cause.replaceFirst("^undetermined, symptom at ", "")).startsWith(root + ": ");
                assertThat(cause.codePointCount(0, cause.length())).isLessThanOrEqualTo(501);
            });
            if (!verdict.detected()) {
                assertThat(verdict.affected()).isEmpty();
            }
        }
    }

    @Property(tries = 300)
    void the_order_of_samples_and_lines_changes_nothing(@ForAll("cases") Case any, @ForAll Random random) {
        var one = new Watcher(any.length());
        var other = new Watcher(any.length());
        for (Observations observed : any.windows()) {
            Observations shuffled = new Observations(
                    MetricSample.bySeries(shuffled(HostileWindows.flat(observed), random)),
                    shuffled(observed.logs(), random),
                    observed.alerts(),
                    observed.callees());
            assertThat(other.judge(shuffled, any.moment())).isEqualTo(one.judge(observed, any.moment()));
        }
    }

    @Property(tries = 200)
    void what_is_older_than_the_window_changes_nothing_but_the_count(
            @ForAll("cases") Case any, @ForAll("olderItems") Observations older) {
        var one = new Watcher(any.length());
        var other = new Watcher(any.length());
        for (Observations observed : any.windows()) {
            Instant end = observed.newest().orElse(any.moment()).minus(any.length());
            List<MetricSample> oldSamples = HostileWindows.flat(older).stream()
                    .map(sample -> new MetricSample(
                            sample.series(),
                            sample.value(),
                            end.minusMillis(Math.floorMod(sample.timestamp().toEpochMilli(), 100_000L))))
                    .toList();
            List<LogEntry> oldLines = older.logs().stream()
                    .map(line -> new LogEntry(
                            line.service(),
                            line.level(),
                            line.message(),
                            end.minusMillis(Math.floorMod(line.timestamp().toEpochMilli(), 100_000L))))
                    .toList();
            if (observed.newest().isEmpty()) {
                continue;
            }
            FailureVerdict without = one.detector.judge(observed, any.moment(), MetricHistory.NONE, one.book);
            FailureVerdict with = other.detector.judge(
                    new Observations(
                            MetricSample.bySeries(joined(oldSamples, HostileWindows.flat(observed))),
                            joined(observed.logs(), oldLines),
                            observed.alerts(),
                            observed.callees()),
                    any.moment(),
                    MetricHistory.NONE,
                    other.book);
            assertThat(with.basis().ignoredSamples() - without.basis().ignoredSamples())
                    .isEqualTo(oldSamples.size());
            assertThat(with.basis().ignoredLogs() - without.basis().ignoredLogs())
                    .isEqualTo(oldLines.size());
            assertThat(uncounted(with)).isEqualTo(uncounted(without));
        }
    }

    @Provide
    Arbitrary<Observations> olderItems() {
        return HostileWindows.around(Instant.parse("2024-01-25T10:00:00Z"));
    }

    @Property(tries = 150)
    void what_comes_later_does_not_change_an_answer_and_the_same_past_gives_the_same(@ForAll("cases") Case any) {
        var one = new Watcher(any.length());
        List<FailureVerdict> answers = new ArrayList<>();
        List<String> asGiven = new ArrayList<>();
        for (Observations observed : any.windows()) {
            FailureVerdict answer = one.judge(observed, any.moment());
            answers.add(answer);
            asGiven.add(answer.toString());
        }
        assertThat(answers.stream().map(FailureVerdict::toString)).isEqualTo(asGiven);
        for (int known = 1; known <= any.windows().size(); known++) {
            var other = new Watcher(any.length());
            List<FailureVerdict> again = any.windows().subList(0, known).stream()
                    .map(observed -> other.judge(observed, any.moment()))
                    .toList();
            assertThat(again).isEqualTo(answers.subList(0, known));
        }
    }

    /** Lines of which none makes the template of another more general: what is left is which minutes count as the past. */
    @Property(tries = 200)
    void a_window_is_judged_by_the_time_before_it_only(
            @ForAll("plain") List<Observations> past,
            @ForAll("plain") List<Observations> windows,
            @ForAll @IntRange(min = 1, max = 290) int between) {
        var early = new Watcher(Duration.ofMinutes(5));
        var late = new Watcher(Duration.ofMinutes(5));
        Observations earlier = shifted(windows.getFirst(), 1_200);
        Observations later = shifted(windows.getLast(), 1_200 + between);
        for (Observations before : past) {
            early.judge(before, NOW);
            late.judge(before, NOW);
        }
        // Both know the same templates, so that they give them the same numbers.
        early.book.learn(allLines(), false);
        late.book.learn(allLines(), false);
        Instant end = earlier.newest().orElse(NOW);
        FailureVerdict inTime = early.judge(earlier, end);
        if (later.newest().filter(end::isBefore).isPresent()) {
            late.judge(
                    new Observations(
                            Map.of(),
                            later.logs().stream()
                                    .filter(line -> line.timestamp().isAfter(end.minusSeconds(300)))
                                    .filter(line -> earlier.logs().stream().noneMatch(line::equals))
                                    .toList(),
                            List.of(),
                            Map.of()),
                    NOW);
        }
        assertThat(late.judge(earlier, end)).isEqualTo(inTime);
    }

    private static final Instant NOW = Instant.parse("2024-01-25T10:00:00Z");
    private static final List<String> WORDS = List.of("sold", "asked", "failed", "paid");

    @Provide
    Arbitrary<List<Observations>> plain() {
        Arbitrary<LogEntry> lines = Combinators.combine(
                        Arbitraries.of("api", "db"),
                        Arbitraries.of(LogLevel.ERROR, LogLevel.INFO),
                        Arbitraries.of(WORDS),
                        Arbitraries.integers().between(0, 359))
                .as((service, level, word, age) -> new LogEntry(service, level, word, NOW.minusSeconds(age)));
        Arbitrary<MetricSample> samples = Combinators.combine(
                        Arbitraries.doubles().between(0, 100),
                        Arbitraries.integers().between(0, 299))
                .as((value, age) -> new MetricSample(
                        Series.of(MetricType.CPU_USAGE, Map.of("service", "api")), value, NOW.minusSeconds(age)));
        return Combinators.combine(
                        samples.list().ofMaxSize(10), lines.list().ofMinSize(1).ofMaxSize(60))
                .as((some, entries) -> new Observations(MetricSample.bySeries(some), entries, List.of(), Map.of()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private static List<LogEntry> allLines() {
        return Stream.of("api", "db")
                .flatMap(one -> Stream.of(LogLevel.ERROR, LogLevel.INFO)
                        .flatMap(level -> WORDS.stream().map(word -> new LogEntry(one, level, word, NOW))))
                .toList();
    }

    private static Observations shifted(Observations observed, long seconds) {
        return new Observations(
                MetricSample.bySeries(HostileWindows.flat(observed).stream()
                        .map(sample -> new MetricSample(
                                sample.series(),
                                sample.value(),
                                sample.timestamp().plusSeconds(seconds)))
                        .toList()),
                observed.logs().stream()
                        .map(line -> new LogEntry(
                                line.service(),
                                line.level(),
                                line.message(),
                                line.timestamp().plusSeconds(seconds)))
                        .toList(),
                List.of(),
                Map.of());
    }

    private static FailureVerdict uncounted(FailureVerdict verdict) {
        var basis = verdict.basis();
        return new FailureVerdict(
                verdict.detected(),
                verdict.likely(),
                verdict.confidence(),
                verdict.typeConfidence(),
                verdict.margin(),
                verdict.suspects(),
                verdict.located(),
                verdict.rootCause(),
                verdict.affected(),
                verdict.actions(),
                verdict.idle(),
                verdict.evidence(),
                new FailureVerdict.Basis(
                        basis.from(), basis.until(), 0, 0, basis.logMinutes(), basis.hardSigns(), basis.calls()),
                verdict.typing());
    }

    private static <T> List<T> shuffled(List<T> items, Random random) {
        List<T> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
