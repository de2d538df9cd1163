/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.ReloadingAnalyzer.Refresh;
import io.aegis.language.LanguageDetector;
import io.aegis.vader.VaderScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadingAnalyzerTest {

    private static final LanguageDetector DETECTOR = LanguageDetector.load();
    private static final SentimentScorer NEUTRAL = text -> new VaderScores(0, 1, 0, 0);

    @TempDir
    private Path folder;

    private Path file;
    private Instant modified = Instant.parse("2026-11-20T10:00:00Z");

    @BeforeEach
    void a_rule_file() throws IOException {
        file = folder.resolve("rules.json");
        write("refund");
    }

    private static String rules(String word) {
        return TestRules.file("\"NEG\": \"no\"", "{\"id\": \"r\", \"weight\": 1, \"patterns\": [\"" + word + "\"]}");
    }

    private void write(String word) throws IOException {
        writeContent(rules(word));
    }

    /** Sets the time too: two writes may fall into one tick of the file system's clock. */
    private void writeContent(String content) throws IOException {
        Files.writeString(file, content);
        modified = modified.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private static boolean fires(HeuristicAnalyzer analyzer, String text) {
        return !analyzer.analyze(FeedbackText.of(text)).evidence().rules().isEmpty();
    }

    @Test
    void a_file_that_is_as_it_was_is_not_read_again() {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        RulePacks before = analyzer.rules();
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Unchanged());
        assertThat(analyzer.rules()).isSameAs(before);
    }

    @Test
    void an_edited_file_takes_over() throws IOException {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        assertThat(fires(analyzer, "a refund")).isTrue();
        write("charge");
        assertThat(fires(analyzer, "a refund")).isTrue();
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
        assertThat(fires(analyzer, "a refund")).isFalse();
        assertThat(fires(analyzer, "a charge")).isTrue();
    }

    @Test
    void a_wrong_file_is_told_once_and_the_rules_stay_until_it_is_mended() throws IOException {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        write("@NOPE");
        assertThat(analyzer.refresh())
                .isInstanceOfSatisfying(
                        Refresh.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .hasMessageContaining("rules.json:10:")
                                .hasMessageContaining("@NOPE"));
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Unchanged());
        assertThat(fires(analyzer, "a refund")).isTrue();
        write("charge");
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
    }

    @ParameterizedTest
    @CsvSource({"qq, only in af", "und, no language", "en, rules.json itself", "german, only in af", "pt-BR, only in af"
    })
    void a_pack_that_no_text_would_come_to_is_refused_at_start(String language, String why) throws IOException {
        Files.writeString(folder.resolve("rules." + language + ".json"), rules("cobro"));
        assertThatThrownBy(() -> new ReloadingAnalyzer(NEUTRAL, DETECTOR, file))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("rules." + language + ".json:1:1:")
                .hasMessageContaining(why);
    }

    @Test
    void a_file_that_is_gone_changes_nothing() throws IOException {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        Files.delete(file);
        assertThat(analyzer.refresh()).isInstanceOf(Refresh.Rejected.class);
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Unchanged());
        assertThat(fires(analyzer, "a refund")).isTrue();
        write("refund");
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
    }

    @Test
    void a_file_put_in_place_of_another_is_noticed_even_with_its_time_and_size() throws IOException {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        Path other = folder.resolve("other.json");
        Files.writeString(other, rules("charge"));
        Files.setLastModifiedTime(other, FileTime.from(modified));
        Files.delete(file);
        Files.move(other, file);
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
    }

    @Test
    void at_start_a_wrong_file_is_an_error() throws IOException {
        writeContent("{}");
        assertThatThrownBy(() -> new ReloadingAnalyzer(NEUTRAL, DETECTOR, file)).isInstanceOf(RulesException.class);
    }

    private Path pack(String language, String word) throws IOException {
        Path pack = folder.resolve("rules." + language + ".json");
        Files.writeString(
                pack, "{\"language\": \"" + language + "\"," + rules(word).substring(1));
        return pack;
    }

    @Test
    void a_file_for_another_language_beside_it_is_followed_too() throws IOException {
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        String italian = "Il mio conto non funziona, chi mi aiuta?";
        assertThat(analyzer.analyze(FeedbackText.of(italian)).evidence().reliable())
                .isFalse();
        Path pack = pack("it", "conto");
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
        assertThat(fires(analyzer, italian)).isTrue();
        Files.delete(pack);
        assertThat(analyzer.refresh()).isEqualTo(new Refresh.Replaced("t1"));
        assertThat(fires(analyzer, italian)).isFalse();
    }

    @Test
    void a_file_that_replaces_the_built_in_rules_of_a_language_is_wrong_when_it_is_for_another() throws IOException {
        pack("de", "konto");
        ReloadingAnalyzer analyzer = new ReloadingAnalyzer(NEUTRAL, DETECTOR, file);
        assertThat(fires(analyzer, "Mein Konto ist schon wieder gesperrt")).isTrue();
        Files.move(folder.resolve("rules.de.json"), folder.resolve("rules.nl.json"));
        assertThat(analyzer.refresh())
                .isInstanceOfSatisfying(
                        Refresh.Rejected.class,
                        rejected -> assertThat(rejected.reason()).hasMessageContaining("rules.de.json"));
    }
}
