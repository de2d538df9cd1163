/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.FeedbackText;
import io.aegis.settings.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeuristicLaneTest {

    private static final FeedbackText TEXT = FeedbackText.of("The hamster was charged twice");

    @TempDir
    private Path folder;

    private static List<String> rules(HeuristicLane lane) {
        return lane.analyzer().analyze(TEXT).evidence().rules();
    }

    private Path write(String content, int second) throws Exception {
        Path file = Files.writeString(folder.resolve("rules.json"), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + second)));
        return file;
    }

    private static String rule(String id) {
        return TestRules.file(
                "\"NEG\": \"no not never\", \"PET\": \"cat hamster\"",
                "{\"id\": \"" + id + "\", \"weight\": 1, \"patterns\": [\"hamster\"]}");
    }

    @Test
    void without_a_file_the_built_in_rules_hold_for_ever() {
        HeuristicLane lane = HeuristicLane.load(Optional.empty());
        lane.refresh().run();
        assertThat(rules(lane)).isNotEmpty();
    }

    @Test
    void a_file_is_followed_and_a_wrong_one_changes_nothing() throws Exception {
        Path file = write(rule("first"), 1);
        HeuristicLane lane = HeuristicLane.load(Optional.of(file));
        lane.refresh().run();
        assertThat(rules(lane)).containsExactly("first");
        write(rule("second"), 2);
        lane.refresh().run();
        assertThat(rules(lane)).containsExactly("second");
        write("nonsense", 3);
        lane.refresh().run();
        assertThat(rules(lane)).containsExactly("second");
    }

    @Test
    void a_file_that_is_wrong_from_the_start_is_refused_by_the_settings_name() throws Exception {
        Path file = write("{", 1);
        assertThatThrownBy(() -> HeuristicLane.load(Optional.of(file)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("RULES_FILE: ");
    }
}
