/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureForestTest {

    private static final FailureForest FOREST = FailureForest.train(Incidents.some(40, 4, FailureType.UNKNOWN, 1));

    @Test
    void it_tells_kinds_apart_that_it_has_seen() {
        Random random = new Random(2);
        for (FailureType type : List.of(FailureType.CPU_SATURATION, FailureType.NETWORK_DELAY)) {
            FailureFeatures features = Incidents.features(type, random);
            assertThat(FOREST.likelihoods(features).getOrDefault(type, 0.0))
                    .as("%s", type)
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void the_more_incidents_it_knows_the_more_it_outweighs_the_rules() {
        FailureFeatures network = Incidents.features(FailureType.NETWORK_DELAY, new Random(3));
        Diagnosis rules = new Diagnosis(FailureType.CPU_SATURATION, 0.95, true);
        FailureForest young = FailureForest.train(Incidents.some(6, 2, FailureType.UNKNOWN, 1));
        assertThat(young.judge(network, rules).type()).isEqualTo(FailureType.CPU_SATURATION);
        Diagnosis grown = FOREST.judge(network, rules);
        assertThat(grown.type()).isEqualTo(FailureType.NETWORK_DELAY);
        assertThat(grown.sufficient()).isTrue();
        double own = FOREST.likelihoods(network).getOrDefault(FailureType.NETWORK_DELAY, 0.0);
        assertThat(grown.confidence()).isCloseTo(40.0 / 70 * own + 30.0 / 70 * 0.05, within(1e-12));
    }

    @Test
    void a_kind_that_it_has_never_seen_is_left_to_the_rules_and_one_that_they_cannot_tell_is_not() {
        FailureFeatures network = Incidents.features(FailureType.NETWORK_DELAY, new Random(3));
        Diagnosis crash = new Diagnosis(FailureType.CRASH_LOOP, 0.95, false);
        assertThat(FOREST.judge(network, crash)).isEqualTo(crash);
        assertThat(FOREST.judge(network, new Diagnosis(FailureType.UNKNOWN, 0.3, false))
                        .type())
                .isEqualTo(FailureType.NETWORK_DELAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 2_000, 10_000})
    void a_forest_of_many_incidents_without_any_sense_still_fits(int count) {
        Random random = new Random(5);
        FailureType[] types = FailureType.values();
        List<LabelledIncident> senseless = Incidents.some(count, 9, FailureType.UNKNOWN, 1).stream()
                .map(incident -> new LabelledIncident(
                        incident.at(), types[random.nextInt(types.length)], incident.rules(), incident.features()))
                .toList();
        assertThat(FailureForest.train(senseless).artifact().bytes()).hasSizeLessThan(ModelArtifact.MAX_BYTES);
    }

    @Test
    void too_few_incidents_or_one_kind_teach_nothing() {
        List<LabelledIncident> many = Incidents.some(40, 4, FailureType.UNKNOWN, 1);
        List<LabelledIncident> oneKind = many.stream()
                .filter(incident -> incident.type() == FailureType.CPU_SATURATION)
                .toList();
        assertThat(FailureForest.learnable(many.subList(0, 5))).isFalse();
        assertThat(FailureForest.learnable(many.subList(0, 6))).isTrue();
        assertThat(FailureForest.learnable(oneKind)).isFalse();
        assertThatThrownBy(() -> FailureForest.train(oneKind)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_incidents_make_the_same_bytes_which_judge_the_same_when_read() throws Exception {
        ModelArtifact artifact = FOREST.artifact();
        assertThat(FailureForest.train(Incidents.some(40, 4, FailureType.UNKNOWN, 1))
                        .artifact()
                        .sha256())
                .isEqualTo(artifact.sha256());
        FailureForest read = FailureForest.read(artifact);
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            FailureFeatures features = Incidents.features(FailureType.NETWORK_DELAY, random);
            assertThat(read.likelihoods(features)).as("%s", features).isEqualTo(FOREST.likelihoods(features));
        }
        assertThat(read.incidents()).isEqualTo(40);
        assertThat(read.types()).containsExactlyInAnyOrder(FailureType.CPU_SATURATION, FailureType.NETWORK_DELAY);
    }

    @Test
    void whole_days_are_left_out_and_it_is_better_where_the_rules_know_nothing() {
        FailureEvaluation evaluation = FailureEvaluation.leavingDaysOut(Incidents.some(40, 4, FailureType.UNKNOWN, 5));
        assertThat(evaluation.days()).isEqualTo(4);
        assertThat(evaluation.incidents()).isEqualTo(40);
        assertThat(evaluation.together()).isGreaterThan(36);
        assertThat(evaluation.rules()).isZero();
        assertThat(evaluation.better()).isTrue();
    }

    @Test
    void incidents_of_one_day_prove_nothing() {
        FailureEvaluation evaluation = FailureEvaluation.leavingDaysOut(Incidents.some(40, 1, FailureType.UNKNOWN, 5));
        assertThat(evaluation.incidents()).isZero();
        assertThat(evaluation.better()).isFalse();
    }

    /** In a process of its own, whose home nobody has used before, and where no class of Weka is loaded yet. */
    @Test
    void weka_writes_nowhere_but_into_a_folder_of_its_process(@TempDir Path home) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WekaHomeMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("40 " + Path.of(System.getProperty("java.io.tmpdir"), "aegis-weka"));
        assertThat(home).isEmptyDirectory();
    }
}
