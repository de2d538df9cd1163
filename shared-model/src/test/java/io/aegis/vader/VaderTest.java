/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaderTest {

    private static final Vader VADER = Vader.load();

    /** A text and what the Python reference says of it. */
    private record Golden(String text, VaderScores scores) {}

    @Test
    void scores_are_those_of_the_reference_on_every_golden_text() {
        assertThat(goldens())
                .hasSize(3298)
                .allSatisfy(golden ->
                        assertThat(VADER.score(golden.text())).as(golden.text()).isEqualTo(golden.scores()));
    }

    @Test
    void threads_share_one_instance() {
        List<Golden> goldens = goldens();
        List<VaderScores> scores = goldens.parallelStream()
                .map(golden -> VADER.score(golden.text()))
                .toList();
        assertThat(scores).isEqualTo(goldens.stream().map(Golden::scores).toList());
    }

    @Test
    void a_text_without_words_scores_zero_throughout() {
        VaderScores nothing = new VaderScores(0, 0, 0, 0);
        assertThat(VADER.score("")).isEqualTo(nothing);
        assertThat(VADER.score(" \t\n\u00A0")).isEqualTo(nothing);
    }

    @ParameterizedTest
    @CsvSource({
        "good, 0.4404",
        "x so good, 0.4927",
        "x y so good, 0.5777",
        "NO good, -0.4835",
        "it was kind of bad, -0.5849",
        "it was x of bad, -0.5423",
        "100 GOOD, 0.5622",
        "GOOD :), 0.7672",
        "\u2764, 0.6369",
        "\u2764\uFE0F, 0",
        "\uD83D\uDE00great, 0.3612",
        "bad!, -0.5848",
        "The movie was good but the end was bad, -0.5859",
        "“good”, 0"
    })
    void the_known_oddities_of_the_reference_are_kept(String text, double compound) {
        assertThat(VADER.score(text).compound()).isEqualTo(compound);
    }

    @Property
    void any_text_has_scores_within_their_limits(@ForAll @StringLength(max = 200) String text) {
        VaderScores scores = VADER.score(text);
        assertThat(scores.compound()).isBetween(-1.0, 1.0);
        assertThat(List.of(scores.neg(), scores.neu(), scores.pos()))
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        double whole = scores.neg() + scores.neu() + scores.pos();
        assertThat(whole == 0 || Math.abs(whole - 1) < 0.002).isTrue();
    }

    @Property
    void spaces_around_a_text_change_nothing(@ForAll @StringLength(max = 50) String text) {
        assertThat(VADER.score("  " + text + " ")).isEqualTo(VADER.score(text));
    }

    private static List<Golden> goldens() {
        var resource = Objects.requireNonNull(VaderTest.class.getResourceAsStream("/vader/golden.jsonl"));
        JsonMapper mapper = new JsonMapper();
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> golden(mapper, line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden golden(JsonMapper mapper, String line) {
        try {
            JsonNode node = mapper.readTree(line);
            return new Golden(
                    node.get("text").textValue(),
                    new VaderScores(
                            score(node, "neg"), score(node, "neu"), score(node, "pos"), score(node, "compound")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adding 0 makes the reference's -0.0 the 0.0 that it equals. */
    private static double score(JsonNode node, String name) {
        return node.get(name).doubleValue() + 0.0;
    }
}
