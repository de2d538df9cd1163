/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.learning.TopicComparison;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingReportTest {

    private static final TopicComparison WON = new TopicComparison(300, .9, .7, 200);
    private static final TopicComparison LOST = new TopicComparison(40, .6, .8, 3);

    @Test
    void each_label_and_channel_is_told_with_what_it_came_to() {
        TrainingReport report = new TrainingReport(Map.of("urgent", LOST), Map.of("chat", WON), Map.of("UX", WON));

        assertThat(report.reason())
                .isEqualTo("urgent F1 0.6, rules 0.8 (not used); sentiment on channel chat F1 0.9, rules 0.7 (used);"
                        + " UX in requests F1 0.9, rules 0.7 (used)");
        assertThat(report.evaluation())
                .contains(
                        "\"topics\":{\"urgent\":{\"texts\":40,",
                        "\"sentiments\":{\"chat\":{\"texts\":300,\"model_with_rules\":0.9,\"rules\":0.7,"
                                + "\"better_in_bootstraps\":\"200 of 200\",\"used\":true}}",
                        "\"in_requests\":{\"UX\":{\"texts\":300,",
                        "\"f1\":{\"model_with_rules\":0.8,\"rules\":0.8}",
                        "\"promoted\":true");
    }

    @Test
    void where_no_label_was_learned_the_figures_are_those_of_the_sentiments() {
        assertThat(new TrainingReport(Map.of(), Map.of("chat", WON), Map.of()).evaluation())
                .contains("\"f1\":{\"model_with_rules\":0.9,\"rules\":0.7}");
        assertThat(new TrainingReport(Map.of(), Map.of("chat", LOST), Map.of()).evaluation())
                .contains("\"promoted\":false");
    }
}
